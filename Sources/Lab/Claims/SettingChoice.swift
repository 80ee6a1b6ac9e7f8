import Forms
import Wording

/// Which settings of an experiment are meant: those at some points of some axes.
public struct SettingChoice: Hashable, Sendable {
  /// The axes by which it chooses.
  public let axes: [String]
  /// For each of these its place among the axes, and the labels of the points that are chosen.
  private let chosen: [(place: Int, labels: Set<String>)]
  /// What is chosen, in a few words; empty for all settings.
  public let sentence: String

  /// Whether both mean the same settings.
  public static func == (one: SettingChoice, other: SettingChoice) -> Bool {
    one.axes == other.axes
      && one.chosen.elementsEqual(other.chosen) { $0.place == $1.place && $0.labels == $1.labels }
  }

  /// Takes what is chosen into a hash.
  public func hash(into hasher: inout Hasher) { hasher.combine(sentence) }

  /// The form in a file: a point's label, largest or smallest, several of these, or numbers from one through another, each by its
  /// axis.
  static let form = ValueForm.named(
    "settings",
    .map(
      .either([
        .words("a point's label, largest or smallest"), .list(.words("a point's label"), least: 1),
        .record([
          .init("from", number, "The least number.", isRequired: true),
          .init("through", number, "The greatest number.", isRequired: true),
        ]),
      ])))

  private static let number = ValueForm.number(in: -1e12...1e12)

  /// The settings that a value of the form means; all where there is none.
  ///
  /// - Throws: `FieldError` where an axis or a point is not there, or no point is chosen.
  init(_ value: JSONValue?, of axes: [Axis]) throws(FieldError) {
    guard case .object(let parts)? = value else {
      (self.axes, chosen, sentence) = ([], [], "")
      return
    }
    var chosen: [(place: Int, labels: Set<String>)] = []
    var texts: [String] = []
    for (name, value) in parts.sorted(by: { $0.key < $1.key }) {
      let place = try axes.place(named: name, at: [name])
      let labels = try Experiment.under(name) { () throws(FieldError) in
        try Self.labels(value, of: axes[place])
      }
      chosen.append((place, Set(labels)))
      texts.append("\(axes[place].name) \(labels.joined(separator: ", "))")
    }
    self.axes = chosen.map { axes[$0.place].name }
    self.chosen = chosen
    sentence = texts.joined(separator: " and ")
  }

  /// The settings that `which` and `than` mean; nil where the second is not said.
  ///
  /// - Throws: `FieldError` where either means none, or the second none but what the first means.
  static func pair(
    _ fields: JSONValue, of axes: [Axis]
  ) throws(FieldError) -> (SettingChoice, SettingChoice?) {
    let which = try Experiment.under("which") { () throws(FieldError) in
      try SettingChoice(fields["which"], of: axes)
    }
    if which.axes.isEmpty { throw FieldError(["which"], expected: "points of an axis", found: "none") }
    let than = try fields["than"].map { value throws(FieldError) in
      try Experiment.under("than") { () throws(FieldError) in try SettingChoice(value, of: axes) }
    }
    let isAll = which.chosen.allSatisfy { place, labels in
      (than?.labels(of: axes[place]) ?? axes[place].points.map(\.label)).allSatisfy(labels.contains)
    }
    if isAll {
      throw FieldError(
        [than == nil ? "which" : "than"], expected: "settings to compare that are not the same",
        found: (than ?? which).sentence)
    }
    return (which, than)
  }

  /// The labels of the points of an axis that are chosen, in order: all where nothing is said of the axis.
  func labels(of axis: Axis) -> [String] {
    let labels = axis.points.map(\.label)
    guard let own = axes.firstIndex(of: axis.name) else { return labels }
    return labels.filter(chosen[own].labels.contains)
  }

  /// Whether a setting is meant.
  public func contains(_ points: [Axis.Point]) -> Bool {
    chosen.allSatisfy { $0.labels.contains(points[$0.place].label) }
  }

  private static func labels(_ value: JSONValue, of axis: Axis) throws(FieldError) -> [String] {
    if let from = value["from"]?.number, let through = value["through"]?.number {
      // In the order of numbers: the axis may have its points in another where some of them were left out.
      let labels = axis.points.compactMap { point in
        point.number.map { (number: $0, label: point.label) }
      }.filter { $0.number >= from && $0.number <= through }.sorted { $0.number < $1.number }.map(\.label)
      if labels.isEmpty {
        throw FieldError([], expected: "numbers between which a point of the axis lies", found: value)
      }
      return labels
    }
    var labels: [String] = []
    for word in value.values ?? [value] {
      guard let label = axis.label(of: word.summary) else {
        if Axis.extremes.contains(word.summary), let point = axis.points.first(where: { $0.number == nil }) {
          throw FieldError(
            [], expected: "an axis of numbers, to have a \(word.summary)",
            found: "a point \(point.label.quoted)")
        }
        throw FieldError(
          [], expected: "a point of the axis, one of \(Experiment.shownNames(axis.points.map(\.label)))",
          found: word)
      }
      labels.append(label)
    }
    return labels
  }
}

extension Axis {
  /// The label of the point that a word names, by its label or its value, or as the largest or the smallest of numbers; nil where
  /// there is none.
  func label(of word: String) -> String? {
    let named =
      points.first { $0.label == word } ?? points.first { $0.values.contains { $0.summary == word } }
    return (named ?? extreme(word))?.label
  }

  /// What files call the point of the largest number and that of the smallest.
  fileprivate static let extremes = ["largest", "smallest"]

  private func extreme(_ word: String) -> Point? {
    let numbers = points.compactMap { point in point.number.map { (point: point, number: $0) } }
    guard numbers.count == points.count else { return nil }
    return switch Self.extremes.firstIndex(of: word) {
    case 0: numbers.max { $0.number < $1.number }?.point
    case 1: numbers.min { $0.number < $1.number }?.point
    default: nil
    }
  }
}

extension [Axis] {
  /// The place of an axis that is called by its name, or by a field that it varies.
  ///
  /// - Throws: `FieldError` where there is none.
  func place(named name: String, at path: [String] = []) throws(FieldError) -> Int {
    let place = firstIndex { $0.name == name } ?? firstIndex { $0.fields.contains { $0.name == name } }
    guard let place else {
      throw FieldError(
        path, expected: "an axis, one of \(Experiment.shownNames(map(\.name)))", found: name.quoted)
    }
    return place
  }
}
