import Autodiff
import Datasets
import Foundation
import Network
import Numbers
import TestSupport
import Testing
import Training

/// λ₁ against the dense Hessians of PyTorch, in double precision, from the file of a script beside it.
@Suite struct LossHessianGoldenTests {
  struct Case: Decodable, CustomTestStringConvertible {
    struct Drawn: Decodable {
      let seed: UInt32
      let scale: Double
    }
    let widths: [Int]
    let images: Int
    let smoothing: Double
    let parameters: [Drawn]
    let greatest: Double

    var testDescription: String { "\(widths)" }

    static let all: [Case] = {
      do {
        return try JSONDecoder().decode(
          [Case].self, from: Data(contentsOf: Golden.folder.appendingPathComponent("hessians.json")))
      } catch {
        preconditionFailure("\(error)")
      }
    }()

    /// The Hessian at the script's weights on the script's images, the first ones or all.
    func hessian() throws -> LossHessian {
      let (inputs, classes) = (widths[0], widths[widths.count - 1])
      let shape = ImageShape(channels: 1, height: 1, width: inputs)
      let (pixels, labels) = Golden.images(images, of: inputs, classes: UInt32(classes), seeds: (7, 8))
      let data = try LabelledImages(
        shape: shape, classes: classes, pixels: .bytes(pixels), labels: labels, origin: "golden")
      let network = FullyConnected(.explicit, depth: 1, widths: Array(widths.dropFirst().dropLast()))
      let layers = try network.layers(input: shape.extents, classes: classes)
      let loss = Loss.crossEntropy(smoothing: smoothing)
      let classifier = try Classifier(
        layers, beginning: PopularInitialization.heNormal.initialization, shape: shape, loss: loss)
      var workspace = Workspace(classifier.plan, capacity: 1)
      for (parameter, drawn) in zip(classifier.plan.parameters, parameters) {
        workspace.set(
          parameter.value,
          to: Golden.numbers(parameter.shape.size, seed: drawn.seed, scale: drawn.scale))
      }
      let hessian = try #require(try LossHessian(classifier.network.layers, loss: loss, on: data))
      hessian.take(from: workspace)
      return hessian
    }
  }

  @Test(arguments: Case.all) func lambda1IsTheDenseHessians(_ golden: Case) throws {
    let sharpness = try golden.hessian().sharpness(from: .init(seed: 1))
    #expect(relativeError(sharpness.value, golden.greatest) < 1e-4)
    #expect(sharpness.residual <= 1e-3)
  }

  /// ⟨u, H v⟩ = ⟨v, H u⟩ for any two vectors.
  @Test func theHessianIsSymmetric() throws {
    let hessian = try Case.all[2].hessian()
    let vectors = (0..<2).map { hessian.randomVector(.init(seed: $0)) }
    let images = vectors.map(hessian.product)
    func inner(_ one: [Real], _ other: [Real]) -> Double {
      zip(one, other).reduce(0) { $0 + Double($1.0) * Double($1.1) }
    }
    #expect(relativeError(inner(vectors[0], images[1]), inner(vectors[1], images[0])) < 1e-4)
  }
}

@Suite struct SharpnessTests {
  /// Where the eigenvalue of largest magnitude is negative, another iteration finds the largest.
  @Test(
    arguments: [([3, 2, 1], 3), ([-5, 3, 1], 3), ([-5, -3, -1], -1), ([0, 0, 0], 0)] as [([Real], Double)])
  func theLargestEigenvalueOfADiagonalMatrix(diagonal: [Real], largest: Double) throws {
    let found = try Sharpness(from: [1, 2, 3], tolerance: 1e-4) { zip($0, diagonal).map { $0 * $1 } }
    #expect(abs(found.value - largest) < 1e-6)
  }

  @Test func whatDoesNotConvergeSaysSoByItsResidual() throws {
    let found = try Sharpness(from: [1, 1], tolerance: 1e-9, limit: 3) { [$0[0], Real(0.99) * $0[1]] }
    #expect(found.products == 3 && found.residual > 1e-3)
  }

  @Test func whatIsNoNumberStaysNone() throws {
    let found = try Sharpness(from: [1, 1]) { $0.map { _ in .nan } }
    #expect(found.value.isNaN && found.products == 1)
  }

  @Test func theTrainersIsThatOfItsFirstImages() throws {
    let trainer = try Trainer.onBlobs(depth: 2, width: 8)
    let few = try #require(try trainer.sharpness(of: .crossEntropy(smoothing: 0), examples: 50))
    #expect(few.value > 0 && few.residual <= 1e-3)
    #expect(try trainer.sharpness(of: .squaredError, examples: 50) == nil)
  }

  @Test func otherLayersHaveNoneThatIsKnown() throws {
    let trainer = try Trainer.onBlobs(
      .heNormal, FullyConnected(.constant, depth: 2, widths: [8], activation: .tanh))
    #expect(try trainer.sharpness(of: .crossEntropy(smoothing: 0), examples: 50) == nil)
  }
}
