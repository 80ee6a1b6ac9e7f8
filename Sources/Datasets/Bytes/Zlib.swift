import CZlib
import Foundation

/// The unpacking half of zlib, for gzip members only: a stream of bytes in, a stream of bytes out.
///
/// Together with `gzip(_:)` below, the only caller of zlib.
struct Inflater: ~Copyable {
  /// What one call of `inflate` did.
  struct Step {
    let consumed: Int
    let produced: Int
    let outcome: Outcome
  }

  enum Outcome {
    case more
    case memberEnd
    case failed(String)
  }

  // zlib's state points back at the stream, so the stream must not move.
  private let stream: UnsafeMutablePointer<z_stream>

  init() {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let status = inflateInit2_(stream, gzipWindow, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    precondition(status == Z_OK, "zlib could not start: status \(status)")
  }

  deinit {
    inflateEnd(stream)
    stream.deinitialize(count: 1)
    stream.deallocate()
  }

  /// Makes ready for the next member of the same file.
  func reset() { inflateReset(stream) }

  /// Unpacks the bytes from `start` on, as far as they fit, over the beginning of `output`.
  ///
  /// At a member's end zlib checks the CRC and the length.
  func inflate(_ input: Data, from start: Int, into output: inout [UInt8]) -> Step {
    let room = output.count
    return input.span.extracting(start..<input.count).withUnsafeBufferPointer { source in
      output.withUnsafeMutableBufferPointer { sink in
        stream.pointee.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
        stream.pointee.avail_in = UInt32(source.count)
        stream.pointee.next_out = sink.baseAddress
        stream.pointee.avail_out = UInt32(room)
        let status = CZlib.inflate(stream, Z_NO_FLUSH)
        let outcome: Outcome =
          switch status {
          case Z_OK, Z_BUF_ERROR: .more
          case Z_STREAM_END: .memberEnd
          default: .failed(stream.pointee.msg.map { String(cString: $0) } ?? "zlib status \(status)")
          }
        return Step(
          consumed: source.count - Int(stream.pointee.avail_in),
          produced: room - Int(stream.pointee.avail_out), outcome: outcome)
      }
    }
  }
}

/// The bytes as one gzip member, compressed as zlib sees fit.
package func gzip(_ bytes: [UInt8]) -> [UInt8] {
  var stream = z_stream()
  let status = deflateInit2_(
    &stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, gzipWindow, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
    Int32(MemoryLayout<z_stream>.size))
  precondition(status == Z_OK, "zlib could not start: status \(status)")
  defer { deflateEnd(&stream) }
  let bound = Int(deflateBound(&stream, UInt(bytes.count)))
  return bytes.withUnsafeBufferPointer { source in
    [UInt8](unsafeUninitializedCapacity: bound) { sink, count in
      stream.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
      stream.avail_in = UInt32(source.count)
      stream.next_out = sink.baseAddress
      stream.avail_out = UInt32(bound)
      let ended = deflate(&stream, Z_FINISH)
      precondition(ended == Z_STREAM_END, "zlib did not finish: status \(ended)")
      count = bound - Int(stream.avail_out)
    }
  }
}

/// The largest window (2^15), with 16 added to ask for the gzip wrapper and no other.
private let gzipWindow: Int32 = 15 + 16
