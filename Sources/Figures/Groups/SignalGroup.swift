import Lab
import Statistics
import Training

/// The signals of one setting's networks, under the labels of the setting.
public struct SignalGroup: Sendable {
  /// Where the setting stands, a point an axis.
  public let points: [Axis.Point]
  /// A trial of the setting.
  public let trial: SignalTrial
  /// What its runs found out.
  public let outcomes: [SignalTrial.Outcome]
  /// What theory expects of each layer at the beginning; empty where it knows nothing.
  public let expectations: [[Signal: Double]]

  /// A group of outcomes.
  public init(
    _ points: [Axis.Point], _ trial: SignalTrial, _ outcomes: [SignalTrial.Outcome],
    expecting expectations: [[Signal: Double]] = []
  ) {
    self.points = points
    self.trial = trial
    self.outcomes = outcomes
    self.expectations = expectations
  }

  /// How many runs diverged.
  package var diverged: Int { outcomes.count { $0.divergence != nil } }

  /// What the runs measured of one layer at one moment.
  package struct Row: Sendable {
    package let group: SignalGroup
    /// How many steps had been taken.
    package let step: Int
    /// The place of the layer, counted from 1.
    package let place: Int
    /// The name of the layer.
    package let layer: String
    /// How many runs came to the moment.
    package let runs: Int
    private let means: [Signal: MeanEstimate]
    /// What theory expects of the signals that it knows.
    package let expected: [Signal: Double]

    /// The mean of a signal over the runs that have it; nil where none has.
    package subscript(signal: Signal) -> MeanEstimate? { means[signal] }

    fileprivate init(_ group: SignalGroup, _ moments: [SignalMoment], step: Int, place: Int, layer: String) {
      (self.group, self.step, self.place, self.layer) = (group, step, place, layer)
      runs = moments.count
      let all = Signal.allCases.compactMap { signal in
        MeanEstimate(moments.compactMap { $0.layers[place - 1][signal] }).map { (signal, $0) }
      }
      means = Dictionary(uniqueKeysWithValues: all)
      expected = step == 0 && place <= group.expectations.count ? group.expectations[place - 1] : [:]
    }

    /// How many standard errors over runs lie between the mean of a signal and what theory expects.
    package func z(_ signal: Signal) -> Double? {
      guard let mean = self[signal], let expected = expected[signal], let error = mean.standardError,
        error > 0
      else { return nil }
      return (mean.mean - expected) / error
    }
  }

  /// A row for each layer at each moment that at least one run came to.
  package var rows: [Row] {
    let layers = outcomes.first?.layers ?? []
    return trial.steps.flatMap { step -> [Row] in
      let moments = outcomes.compactMap { $0.moments.first { $0.step == step } }
      guard !moments.isEmpty else { return [] }
      return layers.enumerated().map { Row(self, moments, step: step, place: $0 + 1, layer: $1) }
    }
  }
}

extension SignalGroup: SettingGroup {
  package init(
    _ points: [Axis.Point], _ trial: SignalTrial, _ outcomes: [SignalTrial.Outcome], on shelf: DataShelf
  ) throws {
    self.init(points, trial, outcomes, expecting: try trial.expectations(on: shelf))
  }

  package func with(_ outcomes: [SignalTrial.Outcome]) -> SignalGroup {
    SignalGroup(points, trial, outcomes, expecting: expectations)
  }

  package static var seesData: Bool { true }

  package static func report(_ measured: Measured<SignalGroup>) -> FigureReport {
    SignalReport.report(measured)
  }
}
