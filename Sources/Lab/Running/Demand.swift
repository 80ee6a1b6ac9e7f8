import Autodiff
import Foundation
import Network
import Numbers

/// What a run asks of the machine, known before anything of it is laid out, in numbers that cannot overflow.
public struct Demand: Hashable, Sendable {
  /// The most memory that it takes at a time, in bytes.
  public var bytes: Double
  /// The multiplications of what keeps no state to go on from, about.
  public var multiplications: Double

  /// A demand.
  public init(bytes: Double, multiplications: Double = 0) {
    self.bytes = bytes
    self.multiplications = multiplications
  }

  /// The memory of a network with its gradients, and of its plan.
  init(of network: NetworkSize, examples: Double = 1) {
    let numbers = network.parameters + network.activations * examples
    self.init(bytes: 2 * numbers * Double(MemoryLayout<Real>.size) + network.layers * Self.bytesOfLayer)
  }

  /// So many networks drawn and measured one after another.
  init(drawing networks: Double, _ network: NetworkSize, examples: Double = 1) {
    self.init(of: network, examples: examples)
    // A weight drawn costs more than one multiplied, and no network is for nothing.
    multiplications = networks * (network.multiplications * examples + 10 * network.parameters + 10_000)
  }

  /// The memory of a plan's workspace for so many examples at a time.
  init(of plan: Plan, examples: Int) {
    self.init(bytes: plan.bytes(capacity: examples))
  }

  /// What a layer takes as data, recorded and planned.
  private static let bytesOfLayer = 4000.0
  /// Of the machine's memory, what runs may take together.
  package static let memory = 0.8 * physicalMemory
  private static let physicalMemory = Double(ProcessInfo.processInfo.physicalMemory)
  /// What a core multiplies in ten days at the very least.
  private static let most = 1e17

  /// How many such runs the machine's memory holds at a time, at least one.
  package var atOnce: Int {
    Int(max(1, min(Self.memory / max(bytes, 1), 1e6)))
  }

  /// Sees that the machine can bear it.
  ///
  /// - Throws: `LabError.tooLarge` or `LabError.tooLong`.
  public func check() throws(LabError) {
    if !(bytes <= Self.memory) {
      throw .tooLarge(needed: bytes, most: Self.memory, of: Self.physicalMemory)
    }
    if !(multiplications <= Self.most) { throw .tooLong(multiplications, most: Self.most) }
  }
}
