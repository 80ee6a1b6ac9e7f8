/// Bytes framed as one record of a TFRecord file: length, its checksum, the bytes, their checksum.
///
/// Source: TensorFlow, `tensorflow/core/lib/io/record_writer.h`.
package func tfRecord(_ content: [UInt8]) -> [UInt8] {
  let length = littleEndian(UInt64(content.count))
  return length + littleEndian(masked(crc32c(length))) + content + littleEndian(masked(crc32c(content)))
}

/// A checksum as TFRecord stores it; the sum of bytes that hold sums of their own would be weak (`crc32c.h`).
private func masked(_ sum: UInt32) -> UInt32 {
  (sum >> 15 | sum << 17) &+ 0xA282_EAD8
}
