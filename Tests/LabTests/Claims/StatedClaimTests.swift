import Forms
import Foundation
import Lab
import Testing

/// What a file or a command line claims, and how it is written down.
@Suite struct StatedClaimTests {
  /// An experiment of two axes of numbers, an axis of initialisations and some claims.
  private func experiment(_ claims: String, kind: String = "start", levels: String = "{}") throws
    -> Experiment
  {
    try Experiment(
      text: """
        { name: "a", kind: "\(kind)", seeds: 4, levels: \(levels),
          axes: [
            { field: "init", values: ["he-normal", "glorot-normal", "normal:0.02"] },
            { name: "layers", field: "depth", values: [5, 10, 20] }, { field: "width", values: [4, 8] },
          ],
          claims: [\(claims)] }
        """, source: "a.json")
  }

  /// Each kind, in short and in full, and the sentence that it makes.
  static let kinds: [(kind: String, short: String, full: String, sentence: String)] = [
    (
      "start", "all-start", "{'all-start': {}}",
      "all start: more than 50 % of the runs, at equal init and layers and width"
    ),
    (
      "start", "none-starts; share=0.1; strata=init", "{'none-starts': {share: 0.1, strata: ['init']}}",
      "none starts: less than 10 % of the runs, at equal init"
    ),
    (
      "start", "later: depth", "{later: {along: 'depth'}}",
      "the larger layers, the later networks start, at equal init and width"
    ),
    (
      "start", "sooner: inverseWidths; strata=init; twoSided=true",
      "{sooner: {along: 'inverseWidths', strata: ['init'], twoSided: true}}",
      "the larger Σ 1/n, the sooner networks start, at equal init"
    ),
    (
      "start", "sooner: init=he-normal; where.layers=6..20",
      "{sooner: {which: {init: 'he-normal'}, where: {layers: {from: 6, through: 20}}}}",
      "networks of init he-normal start sooner than the others, at equal layers and width, of layers 10, 20"
    ),
    (
      "start", "later: width=4; than.width=8; strata=layers,init",
      "{later: {which: {width: 4}, than: {width: 8}, strata: ['layers', 'init']}}",
      "networks of width 4 start later than those of width 8, at equal layers and init"
    ),
    (
      "start", "alike: init; margin=1.25; where.init=he-normal, normal:0.02",
      "{alike: {across: 'init', margin: 1.25, where: {init: ['he-normal', 'normal:0.02']}}}",
      "networks of all init start alike: within a factor of 1.25, at equal layers and width, of init he-normal, normal:0.02"
    ),
    (
      "start", "sooner: layers=largest; than.layers=smallest; where.init=he-normal",
      "{sooner: {which: {layers: 'largest'}, than: {layers: 'smallest'}, where: {init: 'he-normal'}}}",
      "networks of layers 20 start sooner than those of layers 5, at equal init and width, of init he-normal"
    ),
    (
      "start", "later: depth; each=init; where.init=he-normal,glorot-normal",
      "{later: {along: 'depth', each: 'init', where: {init: ['he-normal', 'glorot-normal']}}}",
      "the larger layers, the later networks start, at equal width, of init he-normal, glorot-normal, for each init"
    ),
    (
      "start", "later: expectedLength", "{later: {along: 'expectedLength'}}",
      "the larger expected length, the later networks start"
    ),
    (
      "start", "rises: width; of=test_accuracy", "{rises: {along: 'width', of: 'test_accuracy'}}",
      "test_accuracy rises with width, at equal init and layers"
    ),
    ("lengths", "agrees", "{agrees: {}}", "measurement and theory agree"),
    (
      "lengths", "falls: layers; of=layer_variance", "{falls: {along: 'layers', of: 'layer_variance'}}",
      "layer_variance falls with layers, at equal init and width"
    ),
    (
      "lengths", "exponential: layers; of=log_length; from=-0.8; through=-0.6",
      "{exponential: {along: 'layers', of: 'log_length', from: -0.8, through: -0.6}}",
      "log_length goes with layers at a rate from -0.8 to -0.6, at equal init and width"
    ),
    (
      "lengths", "greater: init=he-normal; of=length; by=2",
      "{greater: {which: {init: 'he-normal'}, of: 'length', by: 2}}",
      "mean length is greater by more than 2 at init he-normal than at the others, at equal layers and width"
    ),
    (
      "lengths", "less: width=4; of=length", "{less: {which: {width: '4'}, of: 'length'}}",
      "mean length is less at width 4 than at the others, at equal init and layers"
    ),
    (
      "lengths", "alike: init; of=length; margin=0.5", "{alike: {across: 'init', of: 'length', margin: 0.5}}",
      "mean length is alike at all init: within 0.5, at equal layers and width"
    ),
  ]

  @Test(arguments: kinds)
  func inShortAndInFull(kind: String, short: String, full: String, sentence: String) throws {
    let inShort = try experiment("'\(short)'", kind: kind)
    let inFull = try experiment(full, kind: kind)
    #expect(inShort.claims.map(\.sentence) == [sentence])
    #expect(inFull.claims.map(\.sentence) == [sentence])
    // Written down, both are one experiment, which is read again as it was.
    #expect(try inShort.document == inFull.document)
    let again = try Experiment(text: inShort.document, source: "again")
    #expect(try again.document == inShort.document)
    #expect(again.claims.map(\.sentence) == [sentence])
    // A command line says the same.
    var stated = try experiment("'\(short)'", kind: kind)
    try stated.state(short)
    #expect(stated.claims.count == 1)
  }

  @Test func everyKindIsTried() {
    let tried = Self.kinds.compactMap {
      $0.short.split(whereSeparator: { ":;".contains($0) }).first.map(String.init)
    }
    #expect(Set(tried) == Set(StatedClaim.names))
  }

  @Test func wordsAndJudgementAreKept() throws {
    let own = try Experiment(
      text: """
        { name: "a", seeds: 1, axes: [{ field: "depth", values: [2, 3] }],
          claims: [{ later: { along: "depth", claim: "Deep networks are slow." } }],
          judgement: { level: 0.05, correction: "none" } }
        """, source: "a.json")
    #expect(own.claims.map(\.words) == ["Deep networks are slow."])
    #expect(own.judgement.level == 0.05 && own.judgement.correction == .none)
    let again = try Experiment(text: own.document, source: "again")
    #expect(again.judgement == own.judgement)
    #expect(again.claims.map(\.words) == own.claims.map(\.words))
  }

  /// What a level or a command line leaves of an axis is what a claim is about.
  @Test func pointsThatAreGoneAreChosenNoMore() throws {
    let claim = "'later: depth; where.init=he-normal,glorot-normal'"
    let levels = "{ quick: { axes: { init: { values: ['he-normal'] } } } }"
    let quick = try experiment(claim, levels: levels).at(.quick)
    #expect(quick.claims.map(\.settings.sentence) == ["init he-normal"])
  }

  /// What a level or a command line leaves nothing of is not asked, and asked again where its points are back.
  @Test(arguments: [
    "later: depth; where.init=he-normal", "later: depth; each=init; where.init=he-normal",
    "sooner: init=he-normal", "sooner: depth=5; than.depth=10; where.init=he-normal",
  ])
  func aClaimWithoutPointsIsNotAsked(claim: String) throws {
    let first = try experiment("'\(claim)'", levels: "{ quick: { axes: { init: { values: ['zeros'] } } } }")
    let document = try first.document
    var varied = try first.at(.quick)
    #expect(varied.claims.isEmpty && varied.unasked.map(\.sentence) == first.claims.map(\.sentence))
    // What is written down can be read again, and has the claim still.
    let again = try Experiment(text: varied.document, source: "again")
    #expect(again.claims.isEmpty && again.unasked.count == 1)
    #expect(try again.document == varied.document)
    try varied.vary("init", over: .list(["he-normal", "glorot-normal", "normal:0.02"].map { .text($0) }))
    #expect(varied.unasked.isEmpty && varied.claims.map(\.sentence) == first.claims.map(\.sentence))
    #expect(try document == first.document)
  }

  /// Where an axis is left with one point, nothing goes along it, and its largest is its smallest.
  @Test(arguments: ["later: depth", "sooner: depth=largest; than.depth=smallest", "alike: depth; margin=2"])
  func nothingGoesAlongOnePoint(claim: String) throws {
    var varied = try experiment("'\(claim)', 'all-start'")
    try varied.vary("layers", over: .list([.integer(7)]))
    #expect(varied.claims.count == 1 && varied.unasked.count == 1)
  }

  /// The largest is that of the axis as it is run, whatever order it stands in.
  @Test func theLargestAndTheSmallestAreThoseThatAreRun() throws {
    let text = "'sooner: depth=largest; than.depth=smallest; where.width=smallest'"
    var varied = try experiment(text)
    try varied.vary("layers", over: .list([.integer(9), .integer(30), .integer(2)]))
    #expect(
      varied.claims.map(\.sentence) == [
        "networks of layers 30 start sooner than those of layers 2, at equal init and width, of width 4"
      ])
    // Labels come first.
    let named = try Experiment(
      text: """
        {name: 'a', seeds: 1, claims: ['sooner: depth=largest'],
         axes: [{field: 'depth', values: [2, 3, 4], labels: ['largest', 'b', 'c']}]}
        """, source: "a.json")
    #expect(named.claims[0].sentence == "networks of depth largest start sooner than the others")
  }

  /// A claim for each point of an axis is as many claims, in the words of each, and one that is known by what is written.
  @Test func aClaimForEachPointIsOneForEach() throws {
    let along = try experiment("{later: {along: 'depth', each: 'init', claim: '{init}: deeper is later'}}")
    #expect(along.claims.count == 1)
    #expect(along.claims[0].statement == "he-normal, glorot-normal, normal:0.02: deeper is later")
    #expect(
      along.claims[0].single.map(\.words) == [
        "he-normal: deeper is later", "glorot-normal: deeper is later", "normal:0.02: deeper is later",
      ])
    #expect(
      along.claims[0].single[1].sentence
        == "the larger layers, the later networks start, at equal width, of init glorot-normal")
    let between = try experiment(
      """
      {sooner: {which: {init: ['he-normal', 'glorot-normal']}, than: {init: 'normal:0.02'}, where: {layers: 'largest'},
        each: 'init', claim: 'At {depth} layers {init} is sooner'}}
      """)
    #expect(
      between.claims[0].single.map(\.statement) == [
        "At 20 layers he-normal is sooner", "At 20 layers glorot-normal is sooner",
      ])
    #expect(
      between.claims[0].single[0].sentence
        == "networks of init he-normal start sooner than those of init normal:0.02, "
        + "at equal layers and width, of layers 20")
    let single = try experiment("'later: depth'").claims[0]
    #expect(single.single.map(\.sentence) == [single.sentence])
  }
}
