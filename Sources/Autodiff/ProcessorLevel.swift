import CProcessor

/// A level of the x86-64 architecture, as compilers and loaders call it: which instructions a program is made of.
public enum ProcessorLevel: String, CaseIterable, Sendable {
  /// AVX2 and fused products.
  case avx2 = "x86-64-v3"
  /// AVX-512 too.
  case avx512 = "x86-64-v4"

  /// The instruction sets by which it is told, as `/proc/cpuinfo` calls them.
  private var flags: Set<Substring> {
    switch self {
    case .avx2: ["avx2", "fma"]
    case .avx512: ["avx2", "fma", "avx512f", "avx512dq", "avx512bw", "avx512vl", "avx512cd"]
    }
  }

  /// The highest level of a processor with these instruction sets; nil below all, and for other architectures.
  package init?(flags: Set<Substring>) {
    guard let level = Self.allCases.last(where: { flags.isSuperset(of: $0.flags) }) else { return nil }
    self = level
  }

  /// The level that this program is compiled for; nil below all, and for other architectures.
  public static var compiled: ProcessorLevel? {
    processor_has_avx512() ? .avx512 : processor_has_avx2() ? .avx2 : nil
  }

  /// The level of the processor that it runs on.
  public static var own: ProcessorLevel? { ProcessorLevel(flags: Kernels.processorFlags()) }
}
