import Forms
import Lab

/// Where a setting stands, each point called by its value.
func points(_ words: String...) -> [Axis.Point] {
  words.map { Axis.Point(label: $0, values: [JSONValue(word: $0)]) }
}
