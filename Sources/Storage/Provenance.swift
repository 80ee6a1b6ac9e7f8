import Autodiff
import Foundation
import Numbers

/// What a run's numbers came out of beside its trial: program, linear algebra, machine.
public struct Provenance: Hashable, Codable, Sendable {
  /// The program's version.
  public var program: String
  /// The git revision that the program was built from, as `KINDLING_REVISION` or else the file beside the program tells it;
  /// nil where neither does.
  public var revision: String?
  /// The type of the numbers.
  public var precision: String
  /// OpenBLAS's own account of its version and build.
  public var openblas: String
  /// The kernels that OpenBLAS used.
  public var kernels: String
  /// The processor's name; nil where the system does not tell.
  public var processor: String?
  /// The operating system.
  public var system: String
  /// The threads of one run's linear algebra.
  public var threads: Int
  /// The runs at a time.
  public var jobs: Int

  /// The provenance of what this process computes.
  ///
  /// - Parameter environment: The process's environment variables.
  public static func current(
    jobs: Int, environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> Provenance {
    let kernels = Kernels.inUse
    let revision = environment["KINDLING_REVISION"].flatMap { $0.isEmpty ? nil : $0 } ?? Release.revision()
    return Provenance(
      program: Release.version, revision: revision,
      precision: "\(Real.self)",
      openblas: kernels.version, kernels: kernels.name, processor: Kernels.processor,
      system: ProcessInfo.processInfo.operatingSystemVersionString, threads: 1, jobs: jobs)
  }
}
