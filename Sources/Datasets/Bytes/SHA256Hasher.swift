import CCrypto

/// SHA-256 over bytes that arrive piece by piece; the only caller of OpenSSL.
struct SHA256Hasher: ~Copyable {
  private let context: OpaquePointer

  init() {
    guard let context = EVP_MD_CTX_new(), EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else {
      preconditionFailure("OpenSSL offers no SHA-256")
    }
    self.context = context
  }

  deinit { EVP_MD_CTX_free(context) }

  /// Takes in the next piece.
  mutating func update(_ bytes: Span<UInt8>) {
    bytes.withUnsafeBufferPointer { _ = EVP_DigestUpdate(context, $0.baseAddress, $0.count) }
  }

  /// The sum of everything taken in.
  consuming func finish() -> Checksum {
    let sum = [UInt8](unsafeUninitializedCapacity: Checksum.byteCount) { sink, count in
      EVP_DigestFinal_ex(context, sink.baseAddress, nil)
      count = Checksum.byteCount
    }
    return Checksum(bytes: sum)
  }
}
