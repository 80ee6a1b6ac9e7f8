import Figures
import Testing

@Suite struct CSVTests {
  /// An axis may be called as a field of the program's is.
  @Test func everyFieldHasANameOfItsOwn() {
    #expect(
      CSV(["dataset", "dataset", "x", "dataset", "x_2", "x"]).text
        == "dataset,dataset_2,x,dataset_3,x_2,x_3\n")
  }

  @Test func whatNeedsQuotesGetsThem() {
    var csv = CSV(["name", "value"])
    csv.append(["a, b", 0.1])
    csv.append(["say \"no\"", nil])
    #expect(csv.text == "name,value\n\"a, b\",0.1\n\"say \"\"no\"\"\",\n")
    // A line's end of two bytes is one character in Swift.
    #expect(CSV.line([Double.nan, Double.infinity, -0.5]) == ",inf,-0.5\n")
    #expect(CSV.line(["two\r\nlines", "‖act‖²"]) == "\"two\r\nlines\",‖act‖²\n")
  }
}
