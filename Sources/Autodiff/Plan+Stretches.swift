extension Plan {
  /// Steps one after another that are replayed together, part of a batch by part, or one step that is given the whole
  /// batch.
  struct Stretch: Sendable {
    let steps: Range<Int>
    let takesWholeBatch: Bool
  }

  /// The steps cut before and behind each that is given the whole batch: one that reads it, or that makes one array of it.
  static func stretches(_ entries: [Recording.Entry], _ steps: [Recording.Step]) -> [Stretch] {
    var stretches: [Stretch] = []
    for (number, step) in steps.enumerated() {
      let takesWholeBatch = step.operation.readsWholeBatch || !entries[step.output].shape.isBatched
      if let last = stretches.last, !last.takesWholeBatch, !takesWholeBatch {
        stretches.removeLast()
        stretches.append(Stretch(steps: last.steps.lowerBound..<number + 1, takesWholeBatch: false))
      } else {
        stretches.append(Stretch(steps: number..<number + 1, takesWholeBatch: takesWholeBatch))
      }
    }
    return stretches
  }

  /// At least so many examples, as can be computed at once in a workspace that holds more: whole panels, and whole groups
  /// of them where activity is marked.
  func wholePanels(_ examples: Int) -> Int {
    let step = hasActivity.contains(true) ? Activity.panels * Lanes.scalarCount : Lanes.scalarCount
    return (examples + step - 1) / step * step
  }

  /// Whether some numbers of an example depend on the other examples of its batch, so that no part of a batch can be
  /// computed, forwards and backwards, before the next.
  public var readsWholeBatch: Bool { steps.contains { $0.operation.readsWholeBatch } }
}
