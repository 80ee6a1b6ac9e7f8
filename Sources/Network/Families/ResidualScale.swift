import Foundation
import Wording

/// The residual scales η_1 … η_L of a network of L modules, as data.
public enum ResidualScale: Hashable, Sendable {
  /// The same for every module.
  case constant(Double)
  /// b^l for module l, counted from 1 (paper A, figure 2).
  case geometric(Double)
  /// 1 / L.
  case inverse
  /// 1 / √L.
  case inverseSquareRoot
  /// As listed, one a module.
  case list([Double])
  /// A number written with the module's l, counted from 1, and the number of modules L, such as `1/l^2`.
  case formula(String)

  /// The scales of `modules` modules, first to last.
  ///
  /// - Throws: `ArchitectureError` where there can be no such number of modules, a list has another length, or a formula
  ///   gives no finite number.
  public func values(modules: Int) throws(ArchitectureError) -> [Double] {
    try requireCount(modules, "modules")
    switch self {
    case .constant(let scale): return Array(repeating: scale, count: modules)
    case .geometric(let base): return (1...modules).map { pow(base, Double($0)) }
    case .inverse: return Array(repeating: 1 / Double(modules), count: modules)
    case .inverseSquareRoot: return Array(repeating: 1 / Double(modules).squareRoot(), count: modules)
    case .list(let scales):
      guard scales.count == modules else {
        throw ArchitectureError(
          field: "scale", expected: "\(modules) numbers, one a module", found: "\(scales.count)")
      }
      return scales
    case .formula(let text):
      return try (1...modules).map { module throws(ArchitectureError) in
        let scale = Self.value(of: text, module: module, of: modules)
        guard let scale, scale.isFinite else {
          throw ArchitectureError(
            field: "scale", expected: "a formula in l and L that gives finite numbers",
            found: "\(scale.map { "\($0)" } ?? text.quoted) for module \(module) of \(modules)")
        }
        return scale
      }
    }
  }

  /// What a formula says of a module; nil where it is none.
  private static func value(of text: String, module: Int, of modules: Int) -> Double? {
    Expression.value(of: text, ["l": Double(module), "L": Double(modules)])
  }

  /// The characters of a formula at most: what is in parentheses is read within what is around it.
  private static let longest = 200
}

extension ResidualScale: RawRepresentable, Codable {
  /// The scales with a name: a number for all modules, `geometric:BASE`, `1/L`, `1/sqrt(L)`, numbers with commas
  /// between, or a formula in l and L, of + - * / ^, sqrt and parentheses.
  public init?(rawValue: String) {
    if rawValue == "1/L" {
      self = .inverse
    } else if rawValue == "1/sqrt(L)" {
      self = .inverseSquareRoot
    } else if rawValue.hasPrefix("geometric:") {
      guard let base = Double(word: rawValue.dropFirst("geometric:".count)) else { return nil }
      self = .geometric(base)
    } else {
      let parts = rawValue.split(separator: ",", omittingEmptySubsequences: false)
      let numbers = parts.compactMap { Double(word: $0) }
      if numbers.count == parts.count {
        self = numbers.count == 1 ? .constant(numbers[0]) : .list(numbers)
      } else {
        let formula = rawValue.replacing(" ", with: "")
        guard formula.count <= Self.longest, Self.value(of: formula, module: 1, of: 2) != nil else {
          return nil
        }
        self = .formula(formula)
      }
    }
  }

  /// The scales' name.
  public var rawValue: String {
    switch self {
    case .constant(let scale): "\(scale)"
    case .geometric(let base): "geometric:\(base)"
    case .inverse: "1/L"
    case .inverseSquareRoot: "1/sqrt(L)"
    case .list(let scales): scales.map { "\($0)" }.joined(separator: ",")
    case .formula(let text): text
    }
  }
}

extension ResidualScale {
  /// The scales of the first modules.
  func prefix(_ count: Int) -> ResidualScale {
    if case .list(let scales) = self { .list(Array(scales.prefix(count))) } else { self }
  }
}
