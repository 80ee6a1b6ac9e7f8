import Foundation

/// A colour of a screen, in sRGB.
package struct Color: Hashable, Sendable {
  /// Red, green and blue, from 0 to 1.
  package let parts: [Double]

  /// The colour of a text such as `#0072b2`; black where it is none.
  package init(_ text: String) {
    let number = Int(text.dropFirst(), radix: 16) ?? 0
    parts = [16, 8, 0].map { Double(number >> $0 & 255) / 255 }
  }

  private init(parts: [Double]) { self.parts = parts }

  /// The colour as a text such as `#0072b2`.
  package var text: String {
    "#"
      + parts.map { part in
        let text = String(Int((255 * part).rounded()), radix: 16)
        return text.count < 2 ? "0" + text : text
      }.joined()
  }

  /// The relative luminance (WCAG 2.2).
  package var luminance: Double {
    let linear = parts.map { $0 <= 0.04045 ? $0 / 12.92 : pow(($0 + 0.055) / 1.055, 2.4) }
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
  }

  /// How far two colours are apart in lightness: from 1 to 21, and 3 for what is to be told from its ground (WCAG 2.2).
  package func contrast(to other: Color) -> Double {
    (max(luminance, other.luminance) + 0.05) / (min(luminance, other.luminance) + 0.05)
  }

  /// The colour a share of the way to another.
  func mixed(with other: Color, share: Double) -> Color {
    Color(parts: zip(parts, other.parts).map { $0 + share * ($1 - $0) })
  }
}
