/// A trouble that theory foresees, with the number it rests on.
public struct Finding: Hashable, Encodable, Sendable {
  /// The trouble.
  public let trouble: Trouble
  /// The number that is beyond the trouble's threshold.
  public let number: Double
  /// The threshold.
  public var threshold: Double { trouble.threshold }

  /// A finding where the number is beyond the threshold; nil where it is not, or is not known.
  init?(_ trouble: Trouble, at number: Double?) {
    guard let number, trouble.isFound(at: number) else { return nil }
    self.trouble = trouble
    self.number = number
  }

  private enum CodingKeys: String, CodingKey {
    case trouble
    case number
    case threshold
  }

  /// Writes all three.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(trouble, forKey: .trouble)
    try container.encode(number, forKey: .number)
    try container.encode(threshold, forKey: .threshold)
  }
}
