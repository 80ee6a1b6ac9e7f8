import Foundation

/// What libFuzzer calls with each input: the reader that KINDLING_READER names is given a file of these bytes.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let data = bytes.map { Data(bytes: $0, count: count) } ?? Data()
  // Data files are opened by path; what an earlier input left beside a store must not be believed.
  let file = Reader.folder.appendingPathComponent("input" + Reader.chosen.ending)
  do {
    try data.write(to: file)
    defer { Reader.chosen.removeTraces(of: file) }
    try Reader.chosen.read(file)
  } catch {
    // Whatever is refused is refused in one line.
    precondition(!"\(error)".contains("\n"), "a message of two lines: \(error)")
  }
  return 0
}
