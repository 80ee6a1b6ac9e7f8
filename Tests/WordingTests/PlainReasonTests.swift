import Foundation
import Testing
import Wording

@Suite struct PlainReasonTests {
  @Test func errorsOfFoundationAreToldInPlainWords() {
    #expect {
      _ = try Data(contentsOf: URL(fileURLWithPath: "/nowhere/a"))
    } throws: { plainReason($0) == "no such file" || plainReason($0) == "no such file or directory" }
    #expect(plainReason(POSIXError(.ENOSPC)) == "no space left on device")
    #expect(plainReason(CocoaError(.fileWriteVolumeReadOnly)) == "the file system is read-only")
  }
}
