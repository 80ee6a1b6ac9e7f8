import Lab
import Network
import Testing
import Training

@Suite struct TrialTests {
  @Test func theStandardTrialIsTheEmptyObject() throws {
    #expect(try StartTrial.standard.identity == "{}")
    #expect(try LengthTrial.standard.identity == "{}")
  }

  @Test func anIdentityHoldsWhatDiffersAndNothingElse() throws {
    var trial = StartTrial.standard
    trial.seed = 7
    trial.architecture = .fullyConnected(FullyConnected(.square, depth: 30))
    trial.criterion.epochLimit = 5
    #expect(
      try trial.identity == #"{"architecture":{"depth":30},"criterion":{"epochLimit":5},"seed":7}"#)
  }

  @Test func whatChangesTheNumbersChangesTheIdentity() throws {
    let standard = StartTrial.standard
    let changes: [(inout StartTrial) -> Void] = [
      { $0.data = .synthetic }, { $0.seed = 1 }, { $0.batchSize = 64 },
      { $0.normalization = .centred }, { $0.optimizer.rate = 0.02 },
      { $0.optimizer = .sgd(SGD(momentum: 0.9)) }, { $0.optimizer = .sgd(SGD(weightDecay: 0.1)) },
      { $0.optimizer = .adam(Adam()) }, { $0.optimizer = .adam(Adam(rate: 0.01)) },
      { $0.optimizer = .adam(Adam(beta1: 0.8)) }, { $0.optimizer = .adam(Adam(beta2: 0.99)) },
      { $0.optimizer = .adam(Adam(epsilon: 1e-4)) }, { $0.initialization.isMirrored = true },
      { $0.criterion.accuracy = 0.3 },
      { $0.architecture = .fullyConnected(FullyConnected(.square, depth: 10, activation: .tanh)) },
      { $0.architecture = .fullyConnected(FullyConnected(.constant, depth: 10)) },
      { $0.architecture = .fullyConnected(FullyConnected(.square, depth: 10, widths: [3])) },
      { $0.architecture = .residual(ResidualNetwork(modules: 10, width: 5)) },
      { $0.architecture = .residual(ResidualNetwork(modules: 10, width: 5, scale: .geometric(0.5))) },
      { $0.architecture = .convolutional(ConvolutionalNetwork(depth: 10)) },
      { $0.architecture = .convolutional(ConvolutionalNetwork(depth: 10, padding: .zero)) },
      { $0.architecture = .convolutionalResidual(ConvolutionalResidualNetwork(modulesPerStage: 10)) },
      { $0.initialization.weights.gain = 1 },
      { $0.initialization.weights.law = .uniform }, { $0.initialization.weights.fan = .out },
      { $0.initialization.biases = Initializer(gain: 1) },
    ]
    var identities: Set<String> = [try standard.identity]
    for change in changes {
      var trial = standard
      change(&trial)
      identities.insert(try trial.identity)
    }
    #expect(identities.count == changes.count + 1)
    // What earlier programs wrote of descent is what this one writes.
    var trial = standard
    trial.optimizer = .sgd(SGD(rate: 0.5, momentum: 0.9))
    #expect(try trial.identity == #"{"optimizer":{"momentum":0.9,"rate":0.5}}"#)
  }
}
