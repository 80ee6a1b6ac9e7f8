import Autodiff
import Forms
import Foundation
import Wording

extension Optimizer {
  /// The parameters in pieces of one rate each, and what the rate is multiplied by there.
  ///
  /// - Throws: `FieldError` where a pattern matches no parameter, or two match the same.
  func pieces(
    of workspace: borrowing Workspace
  ) throws(FieldError) -> [(range: Range<Int>, factor: Double)] {
    var pieces: [(range: Range<Int>, factor: Double)] = []
    var unused = Set(rateFactors.keys)
    for (parameter, range) in zip(workspace.plan.parameters, workspace.parameterRanges) {
      let patterns = rateFactors.keys.sorted().filter { fnmatch($0, parameter.name, 0) == 0 }
      guard patterns.count <= 1 else {
        throw FieldError(
          ["rateFactors"], expected: "one pattern for each parameter",
          found: "\(patterns[0].quoted) and \(patterns[1].quoted) for \(parameter.name)")
      }
      unused.subtract(patterns)
      let factor = patterns.first.flatMap { rateFactors[$0] } ?? 1
      if let last = pieces.last, last.factor == factor {
        pieces[pieces.count - 1].range = last.range.lowerBound..<range.upperBound
      } else {
        pieces.append((range, factor))
      }
    }
    if let pattern = unused.sorted().first {
      let names = workspace.plan.parameters.map(\.name)
      throw FieldError(
        ["rateFactors", pattern], expected: "a pattern of one of \(names.joined(separator: ", "))",
        found: "one that matches none")
    }
    return pieces
  }
}
