import Figures
import Testing

@Suite struct TextPlotTests {
  private let plot = TextPlot(
    "Epochs against depth", columns: ["5", "10", "20"],
    series: [
      .init("he-normal", [.bar(1), .bar(2), .bar(1)]),
      .init("lecun-uniform", [.bar(8), .cross, .empty]),
    ], crossMeaning: "never")

  @Test func barsStandUnderTheirColumns() {
    #expect(
      plot.text() == """
        Epochs against depth, ▁ 1 to █ 8, × never

                        5 10 20
        he-normal      ▁▁ ▂▂ ▁▁
        lecun-uniform  ██ ××

        """)
  }

  @Test func aNarrowTerminalHasShortNamesAndOneBlockAColumn() {
    #expect(
      plot.text(width: 13) == """
        Epochs against depth, ▁ 1 to █ 8, × never

              5
        he-…  ▁▂▁
        lec…  █×

        """)
  }

  @Test func noWidthIsTooSmall() {
    for width in 1...60 { #expect(plot.text(width: width).split(separator: "\n").count == 4) }
  }

  @Test func columnsThatDoNotFitAreLeftOutEvenly() {
    let wide = TextPlot(
      "Ramp", columns: (1...100).map(String.init), series: [.init("r", (1...100).map { .bar(Double($0)) })],
      crossMeaning: "")
    let lines = wide.text(width: 12).split(separator: "\n")
    #expect(lines == ["Ramp, ▁ 1 to █ 100", "   1     100", "r  ▁▂▃▄▄▅▆▇█"])
    #expect(
      wide.text(width: 300).split(separator: "\n")[2] == "r  "
        + TextPlot.line((1...100).map(Double.init), width: 100))
  }

  @Test func onlyEightSeriesAreShownAndSetTheScale() {
    let many = TextPlot(
      "Many", columns: ["1", "2"], series: (1...10).map { .init("s\($0)", [.bar(0), .bar(Double($0))]) },
      crossMeaning: "")
    let lines = many.text().split(separator: "\n")
    #expect(lines.count == 11)
    #expect(lines[0] == "Many, ▁ 0 to █ 8")
    #expect(lines[9] == "s8  ▁ █")
    #expect(lines[10] == "and 2 more")
  }

  @Test func equalNumbersAndNoNumbersAtAllAreBarsToo() {
    func text(_ cells: [TextPlot.Cell]) -> String {
      TextPlot("T", columns: ["a", "b"], series: [.init("s", cells)], crossMeaning: "none").text()
    }
    #expect(text([.bar(2.5), .bar(2.5)]) == "T, ▁ 2.50\n\n   a b\ns  ▁ ▁\n")
    #expect(text([.cross, .cross]) == "T, × none\n\n   a b\ns  × ×\n")
    #expect(text([.bar(-1e308), .bar(1e308)]) == "T, ▁ -1.00e+308 to █ 1.00e+308\n\n   a b\ns  ▁ █\n")
  }

  @Test func numbersMakeALine() {
    #expect(TextPlot.line([0, 1, 2, 3, 4, 5, 6, 7]) == "▁▂▃▄▅▆▇█")
    #expect(TextPlot.line([0.1, 0.1]) == "▁▁")
    #expect(TextPlot.line([]) == "")
    #expect(TextPlot.line((0...700).map(Double.init), width: 8) == "▁▂▃▄▅▆▇█")
    #expect(TextPlot.line([3, 4], width: 1) == "▁")
  }
}
