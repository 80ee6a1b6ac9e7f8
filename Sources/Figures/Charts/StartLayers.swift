import Lab

/// The marks of a picture of times to start, on a scale of equal ratios, because most runs start long before the last epoch where
/// some never do.
struct StartLayers {
  private let chart: StartChart
  private let lines: ChartLines
  private let places: ChartPlaces
  private let strip: StartStrip

  init(_ chart: StartChart, _ lines: ChartLines, _ places: ChartPlaces, _ strip: StartStrip) {
    (self.chart, self.lines, self.places, self.strip) = (chart, lines, places, strip)
  }

  private func y(_ field: String) -> VegaLite.Channel {
    var channel = VegaLite.Channel.number(field, "epochs to start")
    channel.scale = VegaLite.Scale(
      type: "log", domain: [.number(strip.lowest), .number(strip.highest)], nice: false)
    channel.axis = VegaLite.Axis(format: "d", values: strip.ticks.map { .integer($0) })
    return channel
  }

  private func marks(_ field: String, _ opacity: Double, isShaped: Bool = false) -> VegaLite.Encoding {
    VegaLite.Encoding(
      x: places.channel("place", chart.xTitle), xOffset: places.offset, y: y(field), color: lines.color,
      opacity: lines.opacity(opacity), shape: isShaped ? lines.shape : nil)
  }

  private var tooltip: [VegaLite.Channel] {
    [
      .name("line", chart.lineTitle), places.told("x", chart.xTitle),
      .number("epoch", chart.statistic.title, format: ".3~g"), .number("low", "from", format: ".3~g"),
      .number("high", "to", format: ".3~g"), .number("started"), .number("not started"), .number("diverged"),
    ]
  }

  var layers: [VegaLite.Layer] {
    var interval = marks("low", 0.7)
    interval.y2 = VegaLite.Channel(field: "high")
    var points = marks("epoch", 1, isShaped: true)
    points.tooltip = tooltip
    var shares = marks("lane", 1)
    // Counts have a lane each, and need not stand side by side.
    shares.xOffset = nil
    shares.text = .name("count")
    shares.tooltip = [
      .name("line", chart.lineTitle), places.told("x", chart.xTitle), .number("started"),
      .number("not started"),
      .number("diverged"),
    ]
    let line = VegaLite.Mark(type: .line, strokeWidth: 2)
    func point(filled: Bool) -> VegaLite.Mark {
      VegaLite.Mark(type: .point, filled: filled, size: 55, strokeWidth: filled ? nil : 1.6)
    }
    return [
      VegaLite.Layer(
        "run", VegaLite.Mark(type: .point, filled: true, size: 18, shape: "circle"), marks("epoch", 0.25)),
      VegaLite.Layer(
        "quantile", VegaLite.Mark(type: .point, filled: false, size: 30, shape: "stroke", strokeWidth: 1.4),
        marks("epoch", 0.6)),
      VegaLite.Layer("interval", VegaLite.Mark(type: .rule, strokeWidth: 1), interval),
    ]
      + (places.areNames ? [] : [VegaLite.Layer("middle", line, marks("epoch", 1))])
      + [
        VegaLite.Layer("middle", where: "datum.isWhole", point(filled: true), points),
        VegaLite.Layer("middle", where: "!datum.isWhole", point(filled: false), points),
        VegaLite.Layer(
          "share", VegaLite.Mark(type: .text, fontSize: 10, angle: strip.isUpright ? 270 : nil), shares),
        VegaLite.Layer(
          "limit", VegaLite.Mark(type: .rule, strokeWidth: 1, strokeDash: [2, 3], color: "#777777"),
          VegaLite.Encoding(y: y("limit"))),
      ]
  }
}
