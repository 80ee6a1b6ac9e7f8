import Autodiff
import Storage
import Testing

@Suite struct ProvenanceTests {
  @Test func itTellsWhatIsInUse() {
    let here = Provenance.current(jobs: 2, environment: ["KINDLING_REVISION": "0a1b2c"])
    #expect(here.program == Release.version)
    #expect(here.revision == "0a1b2c")
    #expect(here.kernels == Kernels.inUse.name)
    #expect(here.openblas.hasPrefix("OpenBLAS"))
    #expect((here.threads, here.jobs) == (1, 2))
  }

  @Test(arguments: [[:], ["KINDLING_REVISION": ""]])
  func aRevisionThatNobodyTellsIsNone(environment: [String: String]) {
    #expect(Provenance.current(jobs: 1, environment: environment).revision == nil)
  }
}
