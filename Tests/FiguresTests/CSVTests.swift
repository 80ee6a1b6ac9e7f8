import Figures
import Testing

@Suite struct CSVTests {
  @Test func whatNeedsQuotesGetsThem() {
    var csv = CSV(["name", "value"])
    csv.append(["a, b", 0.1])
    csv.append(["say \"no\"", nil])
    #expect(csv.text == "name,value\n\"a, b\",0.1\n\"say \"\"no\"\"\",\n")
    // A line's end of two bytes is one character in Swift.
    #expect(CSV.line(["two\r\nlines", "‖act‖²"]) == "\"two\r\nlines\",‖act‖²\n")
  }
}
