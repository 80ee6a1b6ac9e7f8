import Forms
import Testing

@Suite struct FieldErrorTests {
  @Test func placesAreJoinedAsTheyAreWritten() {
    let error = FieldError(["depth"], expected: "a number", found: .text("two\nlines"))
    #expect("\(error)" == #"depth: expected a number, found 'two\nlines'"#)
    #expect("\(error.inside("[2]").inside("axes"))".hasPrefix("axes[2].depth: "))
    #expect("\(error.inside("axis a b"))".hasPrefix("axis a b: depth: "))
    #expect(
      "\(FieldError([], expected: "a number", found: nil as JSONValue?))"
        == "expected a number, found nothing")
  }
}
