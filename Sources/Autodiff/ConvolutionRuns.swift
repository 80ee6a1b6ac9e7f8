/// Along one axis, runs of sums whose terms lie alike: all that are at some distance from the edge together, those near to
/// it by themselves.
///
/// A sum is an output, whose terms are the pixels that its window sees, or a pixel's gradient, whose terms are the gradients of
/// the outputs that see it. From one sum of a run to the next its terms too lie one step further.
struct ConvolutionRuns {
  /// Some sums, and where the first one's terms are listed.
  struct Run {
    let first, count: Int
    fileprivate let begin, end: Int
  }

  /// A number of the window, and where the term that is multiplied with it lies.
  struct Term {
    let number, place: Int
  }

  /// From one sum of a run to the next, and from its terms to the next one's.
  let step, termStep: Int
  private let runs: UnsafeMutableBufferPointer<Run>
  private let terms: UnsafeMutableBufferPointer<Term>
  private var count = 0

  /// Where they lie in scratch memory.
  struct Places {
    fileprivate let runs: ScratchLayout.Place<Run>
    fileprivate let terms: ScratchLayout.Place<Term>

    /// Room for an axis, at worst with a run for each sum.
    init(_ axis: ConvolutionAxis, in scratch: inout ScratchLayout) {
      let sums = max(axis.pixels, axis.windows)
      runs = scratch.place(sums, of: Run.self)
      terms = scratch.place(sums * axis.kernel, of: Term.self)
    }
  }

  /// The outputs along an axis, so many in a run at most.
  init(
    outputsOf axis: ConvolutionAxis, atMost most: Int = .max, _ places: Places,
    _ scratch: UnsafeMutableRawPointer
  ) {
    self.init(step: 1, termStep: axis.stride, places, scratch)
    list(axis.windows, axis.kernel, atMost: most) { axis.pixel(of: $0, at: $1) }
  }

  /// The pixels along an axis. Windows that lie a stride apart see every such pixel alike.
  init(
    pixelsOf axis: ConvolutionAxis, atMost most: Int = .max, _ places: Places,
    _ scratch: UnsafeMutableRawPointer
  ) {
    self.init(step: axis.stride, termStep: 1, places, scratch)
    list(axis.pixels, axis.kernel, atMost: most) { axis.window(of: $0, at: $1) }
  }

  private init(step: Int, termStep: Int, _ places: Places, _ scratch: UnsafeMutableRawPointer) {
    (self.step, self.termStep) = (step, termStep)
    (runs, terms) = (places.runs(scratch), places.terms(scratch))
  }

  @inline(__always)
  private mutating func list(
    _ sums: Int, _ kernel: Int, atMost most: Int, _ place: (_ sum: Int, _ number: Int) -> Int?
  ) {
    var end = 0
    for start in 0..<min(step, sums) {
      var first = start
      while first < sums {
        let begin = end
        for number in 0..<kernel {
          guard let place = place(first, number) else { continue }
          terms[end] = Term(number: number, place: place)
          end += 1
        }
        var length = 1
        while length < most, first + length * step < sums,
          (0..<kernel).allSatisfy({ number in
            place(first + length * step, number) == place(first, number).map { $0 + length * termStep }
          })
        { length += 1 }
        runs[count] = Run(first: first, count: length, begin: begin, end: end)
        count += 1
        first += length * step
      }
    }
  }

  /// Visits the runs, each with its first sum's terms.
  @inline(__always)
  func forEach(_ body: (Run, UnsafeMutableBufferPointer<Term>.SubSequence) -> Void) {
    for run in runs[..<count] { body(run, terms[run.begin..<run.end]) }
  }
}
