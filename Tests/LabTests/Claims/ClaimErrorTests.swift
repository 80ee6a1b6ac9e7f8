import Lab
import Testing

/// Every claim that cannot be tested is refused in one line that names the field.
@Suite struct ClaimErrorTests {
  static let cases: [(kind: String, claims: String, message: String)] = [
    ("start", "", "claims: expected a list of at least 1"),
    ("start", "'soonest: depth'", "claims[0]: expected a claim in short, such as 'all-start', or an object"),
    (
      "start", "{soonest: {}}", "claims[0].soonest: expected a field of all-start, none-starts, sooner, later"
    ),
    ("start", "{later: {along: 'depth'}, sooner: {along: 'depth'}}", "claims[0]: expected a claim in short"),
    ("start", "3", "claims[0]: expected a claim in short"),
    ("start", "'later'", "claims[0].later: expected along or which, found neither"),
    (
      "start", "{later: {along: 'depth', which: {depth: 2}}}",
      "claims[0].later: expected along or which, found both"
    ),
    (
      "start", "{later: {along: 'depth', than: {depth: 2}}}", "claims[0].later.than: expected which beside it"
    ),
    (
      "start", "{later: {alongside: 'depth'}}",
      "claims[0].later.alongside: expected a field of along, which, than"
    ),
    (
      "start", "'later: deep'",
      "claims[0].later.along: expected an axis, one of init, depth, width, found 'deep'"
    ),
    (
      "start", "'later: init'",
      "claims[0].later.along: expected an axis of numbers, found 'init' with a point 'he-normal'"
    ),
    (
      "start", "'later: width'",
      "claims[0].later.along: expected an axis of several points, found 'width' of one"
    ),
    (
      "start", "'later: depth; where.init=zeros'",
      "claims[0].later.where.init: expected a point of the axis, one of he-normal, glorot-normal, found 'zeros'"
    ),
    (
      "start", "'later: depth; where.depth=50..60'",
      "claims[0].later.where.depth: expected numbers between which a point of the axis lies"
    ),
    (
      "start", "'later: depth; where.rate=1'",
      "claims[0].later.where.rate: expected an axis, one of init, depth"
    ),
    ("start", "'later: depth; where=3'", "claims[0].later.where: expected an object"),
    ("start", "'later: depth; where'", "claims[0]: expected NAME=VALUE, found 'where'"),
    (
      "start", "'later: depth; strata=rate'",
      "claims[0].later.strata[0]: expected an axis, one of init, depth"
    ),
    (
      "start", "'later: depth; strata=depth'",
      "claims[0].later.strata[0]: expected an axis along which nothing is compared, found 'depth'"
    ),
    ("start", "'later: depth; twoSided=2'", "claims[0].later.twoSided: expected true or false, found 2"),
    ("start", "'sooner: init=zeros'", "claims[0].sooner.which.init: expected a point of the axis"),
    ("start", "{sooner: {which: {}}}", "claims[0].sooner.which: expected points of an axis, found none"),
    (
      "start", "'all-start; share=2'",
      "claims[0].all-start.share: expected a number from 0.001 to 0.999, found 2"
    ),
    ("start", "'all-start: depth'", "claims[0]: expected nothing behind 'all-start:', found 'depth'"),
    ("start", "'alike: init'", "claims[0].alike.margin: expected a number from 0.0"),
    ("start", "'alike: init; margin=1'", "claims[0].alike.margin: expected a factor above 1, found 1"),
    ("start", "'alike: width; margin=2'", "claims[0].alike.across: expected an axis of several points"),
    ("start", "'agrees'", "claims[0]: expected a claim of all-start, none-starts"),
    ("start", "{agrees: {}}", "claims[0].agrees: expected a field of all-start, none-starts, sooner, later"),
    (
      "start", "'rises: depth'",
      "claims[0].rises.of: expected one of test_accuracy, test_loss, training_loss, death"
    ),
    ("start", "'rises: depth; of=length'", "claims[0].rises.of: expected one of test_accuracy"),
    ("lengths", "'later: depth'", "claims[0]: expected a claim of alike, agrees, rises"),
    (
      "lengths", "'alike: init; margin=1'",
      "claims[0].alike.of: expected one of length, length_error, log_length"
    ),
    (
      "lengths", "'exponential: depth; of=length; from=1; through=0'",
      "claims[0].exponential.through: expected more than from, found 0"
    ),
    (
      "lengths", "'exponential: depth; of=length; from=1'", "claims[0].exponential.through: expected a number"
    ),
    (
      "lengths", "'exponential: inverseWidths; of=length; from=1; through=2'",
      "claims[0].exponential.along: expected an axis"
    ),
    (
      "lengths", "{less: {which: {init: 'he-normal'}, of: 'length', by: 1, twoSided: true}}",
      "claims[0].less.by: expected nothing beside twoSided, found 1"
    ),
    ("lengths", "'less; of=length'", "claims[0].less.which: expected an object"),
    ("layer-law", "'rises: depth; of=length'", "claims[0].rises.of: expected one of exact_length_p"),
    (
      "start", "'later: depth; each=rate'",
      "claims[0].later.each: expected an axis, one of init, depth, width"
    ),
    (
      "start", "'later: depth; each=depth'",
      "claims[0].later.each: expected an axis along which nothing is compared, found 'depth'"
    ),
    (
      "start", "{later: {along: 'depth', each: ['init']}}",
      "claims[0].later.each: expected an axis's name, found [\"init\"]"
    ),
    (
      "start", "'sooner: init=largest'",
      "claims[0].sooner.which.init: expected an axis of numbers, to have a largest, found a point 'he-normal'"
    ),
    (
      "start", "'sooner: depth=largest; than.depth=10'",
      "claims[0].sooner.than: expected settings to compare that are not the same, found depth 10"
    ),
    (
      "start", "'sooner: init=he-normal,glorot-normal'",
      "claims[0].sooner.which: expected settings to compare that are not the same, found init he-normal, glorot-normal"
    ),
    (
      "start", "'later: depth; where.depth=smallest'",
      "claims[0].later.where: expected several points of depth, found one"
    ),
    (
      "start", "{later: {along: 'depth', claim: '{deep} is late'}}",
      "claims[0].later.claim: expected an axis, one of init, depth, width, found 'deep'"
    ),
    (
      "lengths", "'rises: expectedLength; of=length'",
      "claims[0].rises.along: expected an axis, one of init, depth, width, found 'expectedLength'"
    ),
    (
      "start", "'later: depth', {later: {along: 'depth'}}",
      "claims[1]: expected another claim, found the same twice"
    ),
  ]

  @Test(arguments: cases) func isOneLine(kind: String, claims: String, message: String) {
    let error = #expect(throws: ExperimentError.self) {
      try Experiment(
        text: """
          { name: "a", kind: "\(kind)", seeds: 1, claims: [\(claims)],
            axes: [{ field: "init", values: ["he-normal", "glorot-normal"] }, { field: "depth", values: [5, 10] },
              { field: "width", values: [7] }] }
          """, source: "a.json")
    }
    let text = error?.description ?? ""
    #expect(text.hasPrefix("a.json: \(message)"), "\(text)")
    #expect(!text.contains("\n"))
  }

  @Test func aPointThatIsRunIsNotOmitted() {
    for labels in ["['3']", "['4', '4']"] {
      let error = #expect(throws: ExperimentError.self) {
        try Experiment(
          text: "{name: 'a', seeds: 1, axes: [{field: 'depth', values: [2, 3], omitted: \(labels)}]}",
          source: "a.json")
      }
      #expect(
        error?.description.hasPrefix("a.json: axes[0].omitted: expected labels of no other point, found '")
          == true)
    }
  }

  @Test func aJudgementOutOfRangeIsRefused() {
    for (judgement, message) in [
      ("{level: 0}", "judgement.level: expected a number from 1e-06 to 0.2, found 0"),
      ("{level: 0.5}", "judgement.level: expected a number from 1e-06 to 0.2, found 0.5"),
      ("{correction: 'fdr'}", "judgement.correction: expected one of holm, bonferroni, none, found 'fdr'"),
    ] {
      let error = #expect(throws: ExperimentError.self) {
        try Experiment(
          text: "{name: 'a', seeds: 1, axes: [{field: 'depth', values: [2]}], judgement: \(judgement)}",
          source: "a.json")
      }
      #expect(error?.description == "a.json: \(message)")
    }
  }
}
