/// The header of a safetensors file: an object in JSON with a field for each tensor, and one for remarks.
struct TensorHeader: Codable {
  /// Where a tensor lies, and what it is.
  struct Field: Codable {
    let dtype: String
    let shape: [Int]
    /// Where its bytes begin and end, counted from the first after the header.
    let offsets: [Int]

    enum CodingKeys: String, CodingKey {
      case dtype
      case shape
      case offsets = "data_offsets"
    }
  }

  private struct Name: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }

    static let metadata = Name(stringValue: "__metadata__")
  }

  var fields: [String: Field] = [:]
  var metadata: [String: String] = [:]

  init() {}

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Name.self)
    for name in container.allKeys {
      if name.stringValue == Name.metadata.stringValue {
        // null says as much as nothing, and some writers say it.
        metadata = try container.decodeIfPresent([String: String].self, forKey: name) ?? [:]
      } else {
        fields[name.stringValue] = try container.decode(Field.self, forKey: name)
      }
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Name.self)
    if !metadata.isEmpty { try container.encode(metadata, forKey: .metadata) }
    for (name, field) in fields { try container.encode(field, forKey: Name(stringValue: name)) }
  }
}
