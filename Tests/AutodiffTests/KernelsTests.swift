import Autodiff
import Testing

@Suite struct KernelsTests {
  private static let avx2: Set<Substring> = ["avx2", "fma"]
  private static let avx512 = avx2.union(["avx512f", "avx512dq", "avx512bw", "avx512vl", "avx512cd"])

  @Test(
    arguments: [
      ("Haswell", avx512, "SKYLAKEX"), ("Zen", avx512, "SKYLAKEX"), ("SkylakeX", avx512, nil),
      ("Cooperlake", avx512, nil), ("Prescott", avx2, "HASWELL"), ("Zen", avx2, nil), ("Haswell", avx2, nil),
      ("Prescott", Set(), nil), ("armv8", Set(), nil),
    ] as [(String, Set<Substring>, String?)])
  func worseKernelsThanTheProcessorRunsAreMended(name: String, flags: Set<Substring>, better: String?) {
    #expect(Kernels.betterKernels(than: name, flags: flags) == better)
  }

  @Test func manyThreadsAreToldTheSame() async {
    let versions = await withTaskGroup(of: String.self, returning: Set<String>.self) { group in
      for _ in 0..<200 { group.addTask { Kernels.inUse.version } }
      return await group.reduce(into: []) { $0.insert($1) }
    }
    #expect(versions.count == 1)
  }

  @Test func flagsAreReadFromCpuinfo() {
    let text =
      "processor\t: 0\nmodel name\t: A CPU\nflags\t\t: fpu avx2 fma\n\nprocessor\t: 1\nflags\t\t: fpu\n"
    #expect(Kernels.processorFlags(text) == ["fpu", "avx2", "fma"])
    #expect(Kernels.processorFlags("") == [])
  }
}
