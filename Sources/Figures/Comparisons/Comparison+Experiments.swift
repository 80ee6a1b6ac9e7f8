import Forms
import Lab
import Network

extension Comparison {
  /// The experiments whose runs are a comparison's, so that a store's report tells of it and a sweep can go on with it: the starts,
  /// and the lengths before training.
  static func experiments(
    _ lengths: [LengthTrial], _ starts: [StartTrial], of networks: [ComparedNetwork],
    _ options: ComparisonOptions
  ) -> [Experiment] {
    let percent = (100 * options.trial.criterion.accuracy).formatted()
    let rates = options.differentRates
    return [
      ComparedTrials(starts, of: networks, seeds: options.seeds, rates: rates.count > 1 ? rates : [])
        .experiment("compare", "Comparison: epochs to \(percent) % test accuracy"),
      ComparedTrials(lengths, of: networks, seeds: 1, rates: [])
        .experiment("compare-lengths", "Comparison: lengths before training"),
    ].compactMap(\.self)
  }
}

/// A comparison's trials of one sort: every network with its initialisation, at every learning rate, seed by seed.
private struct ComparedTrials<T: Trial> {
  private let trials: [T]
  private let compared: [ComparedNetwork]
  private let seeds: Int
  private let rates: [Double]

  init(_ trials: [T], of networks: [ComparedNetwork], seeds: Int, rates: [Double]) {
    (self.trials, compared, self.seeds, self.rates) = (trials, networks, seeds, rates)
  }

  /// The experiment that has these trials and no others; nil where none can be stated.
  ///
  /// Networks that differ in depth alone are varied in depth, others by what they are called, and those that do not fit every
  /// initialisation together with it.
  func experiment(_ name: String, _ title: String) -> Experiment? {
    for axes in [depths, networks, pairs] {
      guard let axes = try? axes(), var experiment = try? experiment(name, axes + rateAxes()),
        (try? Grid<T>(experiment).trials) == trials
      else { continue }
      experiment.title = title
      return experiment
    }
    return nil
  }

  private func experiment(_ name: String, _ axes: [Axis]) throws -> Experiment? {
    guard let kind = TrialKind.allCases.first(where: { $0.trial == T.self }), let first = trials.first,
      case .object(var fields) = try JSONValue(encoding: first)
    else { return nil }
    fields["seed"] = nil
    return try Experiment(
      source: name, name: name, kind: kind, trial: .object(fields), axes: axes,
      seeds: .shared(first: 1, count: seeds))
  }

  private func depths() throws -> [Axis] {
    let depths = try distinct(trials.map(\.architecture)).map { JSONValue.integer(try $0.depth()) }
    return [try Axis("depth", [FieldName("depth")], values: depths), try initializations()]
  }

  private func networks() throws -> [Axis] {
    let networks = distinct(trials.map(\.architecture))
    let axis = try Axis(
      "network", [FieldName("architecture")], values: networks.map { try JSONValue(encoding: $0) },
      labels: networks.map(\.label))
    return [axis, try initializations()]
  }

  private func pairs() throws -> [Axis] {
    let pairs = distinct(
      trials.map { Pair(architecture: $0.architecture, initialization: $0.initialization) })
    let tuples = try pairs.map { pair -> [JSONValue] in
      [try JSONValue(encoding: pair.architecture), .text(pair.initialization.name)]
    }
    let labels = pairs.map { pair in
      // Two methods may differ in what a network's own label does not say.
      compared.first { $0.architecture == pair.architecture && $0.initialization == pair.initialization }
        .map { "\($0.beginning) on \($0.label)" } ?? ""
    }
    let fields = ["architecture", "init"].map { FieldName($0) }
    return [try Axis("initialisation and network", fields, tuples: tuples, labels: labels)]
  }

  private func initializations() throws -> Axis {
    let names = distinct(trials.map(\.initialization)).map { JSONValue.text($0.name) }
    return try Axis("initialisation", [FieldName("init")], values: names)
  }

  private func rateAxes() throws -> [Axis] {
    guard !rates.isEmpty else { return [] }
    return [try Axis("rate", [FieldName("rate")], values: rates.map { .number($0) })]
  }

  private struct Pair: Hashable {
    let architecture: Architecture
    let initialization: Initialization
  }
}
