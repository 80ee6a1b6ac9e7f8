import Figures
import Lab
import Randomness

/// Made-up p-values, on which the verdicts of paper D's joint law are tried: uniform where the null of their test is true, and
/// tiny where it is not.
///
/// Whether the tests themselves keep their level, and see laws that are false, is tried on samples in the
/// tests of `Statistics`.
enum LayerLawWorlds {
  static var all: [World<LayerLawGroup>] {
    /// - Parameter isLaw: Whether the exact law is the networks' and the mean-field law is not, or nil for
    ///   laws that lie apart by
    ///   just the margin, and mean-field laws that are the networks'.
    func world(_ name: String, _ truth: Truth, isLaw: Bool?) -> World<LayerLawGroup> {
      World(name, truth) { _, key in
        var stream = key.stream()
        func same() -> LayerLawTrial.Outcome.Tests {
          .init(length: stream.nextUnit(), outputs: stream.nextUnit(), joint: stream.nextUnit(), apart: 1e-6)
        }
        func apart() -> LayerLawTrial.Outcome.Tests {
          .init(length: 1e-9, outputs: 1e-9, joint: 1e-9, apart: 1)
        }
        switch isLaw {
        case true?: return .init(exact: same(), meanField: apart())
        case false?: return .init(exact: apart(), meanField: same())
        case nil:
          let margin = LayerLawTrial.Outcome.Tests(
            length: 1, outputs: 1, joint: 1, apart: stream.nextUnit())
          let field = LayerLawTrial.Outcome.Tests(
            length: stream.nextUnit(), outputs: stream.nextUnit(), joint: stream.nextUnit(), apart: 1)
          return .init(exact: margin, meanField: field)
        }
      }
    }
    return [
      world("apart by just the margin", .null, isLaw: nil), world("as claimed", .claim, isLaw: true),
      world("the opposite", .opposite, isLaw: false),
    ]
  }
}
