import COpenBLAS
import Foundation

/// Which of OpenBLAS's kernels are in use, and why.
///
/// OpenBLAS chooses once, while it loads, from a list of the processors that its release knew. On a newer one it falls
/// back on kernels for older instructions; `OPENBLAS_CORETYPE`, set before it loads, overrules it.
public struct Kernels: Sendable {
  /// What OpenBLAS calls its kernels, such as `SkylakeX`.
  public let name: String
  /// Who chose them.
  public let choice: Choice
  /// OpenBLAS's own account of its version and build.
  public let version: String

  /// Who chose the kernels.
  public enum Choice: String, Sendable {
    /// OpenBLAS itself, for want of a reason to overrule it.
    case openBLAS = "OpenBLAS's own choice"
    /// The user, through `OPENBLAS_CORETYPE`.
    case user = "the user's OPENBLAS_CORETYPE"
    /// This program, because OpenBLAS misjudged the processor.
    case program = "this program, because OpenBLAS does not know this processor"
  }

  /// The processor's name; nil where the system does not tell.
  public static var processor: String? {
    (try? cpuinfo()).flatMap { field("model name", of: $0) }
  }

  /// What would make products faster, in a sentence; nil where nothing would.
  public var advice: String? {
    guard let better = Self.betterKernels(than: name, flags: Self.processorFlags()) else { return nil }
    let variable = Self.variable
    return
      "\(variable)=\(ProcessInfo.processInfo.environment[variable] ?? "") keeps this processor below its speed: "
      + "unset it, or set it to \(better)"
  }

  private static let variable = "OPENBLAS_CORETYPE"
  private static let mark = "KINDLING_CORETYPE"

  /// The kernels in use in this process.
  ///
  /// Asked for once: OpenBLAS puts its account together in memory that all threads share.
  public static let inUse: Kernels = {
    let environment = ProcessInfo.processInfo.environment
    let choice: Choice =
      switch (environment[variable], environment[mark]) {
      case (nil, _): .openBLAS
      case (let asked, let ours) where asked == ours: .program
      default: .user
      }
    return Kernels(
      name: String(cString: openblas_get_corename()), choice: choice,
      version: String(cString: openblas_get_config()))
  }()

  /// Starts the program anew with better kernels, where OpenBLAS has chosen worse ones than the processor can run.
  ///
  /// To be called before anything else in a program. Does nothing where the user has set `OPENBLAS_CORETYPE`, or where
  /// the program cannot be started anew.
  public static func ensureBest() {
    guard ProcessInfo.processInfo.environment[variable] == nil,
      let better = betterKernels(than: String(cString: openblas_get_corename()), flags: processorFlags())
    else { return }
    setenv(variable, better, 1)
    setenv(mark, better, 1)
    become("/proc/self/exe")
    // The old kernels are slower, but right.
    unsetenv(variable)
    unsetenv(mark)
  }

  /// Goes on as another program with the same arguments; comes back where that cannot be started.
  package static func become(_ program: String) {
    var arguments = CommandLine.arguments.map { strdup($0) }
    arguments.append(nil)
    execv(program, arguments)
  }

  /// The instruction sets that the processor has; none where the system does not tell.
  static func processorFlags() -> Set<Substring> { processorFlags((try? cpuinfo()) ?? "") }

  /// The instruction sets that the processor has, from the text of `/proc/cpuinfo`; none on other architectures.
  package static func processorFlags(_ cpuinfo: String) -> Set<Substring> {
    Set((field("flags", of: cpuinfo) ?? "").split(separator: " ").map { $0 })
  }

  private static func field(_ name: String, of cpuinfo: String) -> String? {
    let line = cpuinfo.split(separator: "\n").first { $0.hasPrefix(name) }
    return line?.split(separator: ":", maxSplits: 1).last.map { $0.trimmingCharacters(in: .whitespaces) }
  }

  /// The name of better kernels for a processor with these instruction sets; nil where the present ones serve.
  ///
  /// Kernels that need instructions which the present ones do without are better. Names are OpenBLAS's.
  package static func betterKernels(than name: String, flags: Set<Substring>) -> String? {
    let wide = ["SkylakeX", "Cooperlake", "Sapphirerapids", "SapphireRapids"]
    let middle = ["Haswell", "Zen"]
    switch ProcessorLevel(flags: flags) {
    case .avx512: return wide.contains(name) ? nil : "SKYLAKEX"
    case .avx2: return wide.contains(name) || middle.contains(name) ? nil : "HASWELL"
    case nil: return nil
    }
  }

  private static func cpuinfo() throws -> String {
    try String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)
  }
}
