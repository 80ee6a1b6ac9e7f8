import Forms

/// The lines of a chart: how they are told apart, chosen in the legend and dimmed where others are.
struct ChartLines {
  /// The heading of the legend.
  let title: String
  /// The lines as their points see them, in the legend's order.
  let lines: [ChartLine]

  /// The choice of a line by a click on the legend.
  var parameter: VegaLite.Parameter {
    VegaLite.Parameter(name: "chosen", select: VegaLite.Selection(fields: ["line"]), bind: "legend")
  }

  /// The colour of a line.
  var color: VegaLite.Channel {
    var channel = VegaLite.Channel.name("line", title)
    channel.scale = Palette.colors(lines)
    channel.legend = Self.legend
    return channel
  }

  /// The shape of a line's points.
  var shape: VegaLite.Channel {
    var channel = VegaLite.Channel.name("line", title)
    channel.scale = Palette.shapes(lines)
    channel.legend = Self.legend
    return channel
  }

  private static let legend = VegaLite.Legend(orient: "right", symbolOpacity: 1)

  /// A strength for lines that are chosen, next to nothing for the others.
  func opacity(_ strength: Double) -> VegaLite.Channel {
    VegaLite.Channel(
      value: .number(strength / 8), condition: VegaLite.Condition(param: "chosen", value: .number(strength)))
  }

  /// The panels that the lines stand in, in order; none where there is one alone.
  var panels: [String] { distinct(lines.compactMap(\.panel)) }
}
