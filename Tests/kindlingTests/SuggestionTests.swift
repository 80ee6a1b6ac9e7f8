import Testing

/// A word that is nearly a right one gets a suggestion, in the one line that says what is wrong.
@Suite struct SuggestionTests {
  @Test(arguments: [
    // Commands.
    (["tarin"], "train"), (["swep"], "sweep"), (["reproduce1"], "reproduce"), (["Train"], "train"),
    (["dcotor"], "doctor"),
    (["comp"], "compare"), (["signal"], "signals"), (["lenghts"], "lengths"), (["vresion"], "version"),
    (["run"], "runs"),
    (["help", "tarin"], "train"), (["predcit", "--depth", "3"], "predict"), (["--hlep"], nil), (["-x"], nil),
    // Options.
    (["train", "--wdiths", "3"], "--widths"), (["train", "--optimiser", "sgd"], "--optimizer"),
    (["train", "--optim", "sgd"], "--optimizer"), (["train", "--epoch", "3"], "--epochs"),
    (["train", "--lr", "3"], nil),
    (["train", "--untilstart"], "--until-start"), (["train", "--momentun=0.9"], "--momentum"),
    (["train", "--Depth", "3"], "--depth"), (["train", "--weight_decay", "0.1"], "--weight-decay"),
    (["train", "--activaton=relu"], "--activation"), (["train", "--jason"], "--json"),
    (["train", "-depth", "3"], "--depth"),
    (["sweep", "--axis", "depth=3", "--dryrun"], "--dry-run"),
    (["sweep", "--axes", "depth=3", "--init", "zeros"], "--axis"),
    (["reproduce", "fig1", "--runs", "3", "--plots"], "--plot"),
    (["reproduce", "fig1", "--dephts", "3"], "--depths"),
    (["compare", "--inti", "zeros"], "--init"), (["compare", "--seed", "3"], "--seeds"),
    (["watch", "--onec"], "--once"),
    (["lengths", "--netwroks", "3"], "--networks"), (["signals", "--step", "3"], "--steps"),
    (["runs", "--limits", "3"], "--limit"),
    (["regions", "--windwo", "3"], "--window"), (["regions", "--bias", "3"], "--biases"),
    (["report", "--picture", "a"], "--pictures"),
    (["data", "--mirorr", "a"], "--mirror"), (["bench", "--rouns", "3"], "--rounds"),
    (["doctor", "--jsn"], "--json"),
    (["verdicts", "--repeat", "3"], "--repeats"), (["merge", "--ouy", "a.db", "b.db"], "--out"),
    (["train", "--nonsense"], nil),
    // Values.
    (["train", "--init", "he-noraml"], "he-normal"), (["train", "--init", "he_normal"], "he-normal"),
    (["train", "--init", "constnat:0.1"], "constant"), (["train", "--init", "glorot"], nil),
    (["compare", "--init", "he-normal,lecun-unifrom"], "lecun-uniform"),
    (["compare", "--init", "popluar"], "popular"),
    (["train", "--dataset", "fashion_mnist"], "fashion-mnist"), (["train", "--dataset", "minst"], "mnist"),
    (["train", "--optimizer", "adma"], "adam"), (["train", "--optimizer", "SGD"], "sgd"),
    (["train", "--optimizer", "lion"], nil),
    (["train", "--activation", "rleu"], "relu"), (["train", "--activation", "leaky_relu:0.1"], "leaky-relu"),
    (["train", "--architecture", "resnet-cf"], "resnet-fc"), (["train", "--family", "sqaure"], "square"),
    (["train", "--architecture", "conv", "--padding", "circluar"], "circular"),
    (["train", "--loss", "crossentropy"], "cross-entropy"),
    (["train", "--pixels", "centered"], "centred"), (["train", "--network", "resnett:20"], "resnet"),
    (["train", "--architecture", "resnet-fc", "--scale", "geometrc:0.9"], "geometric"),
    (["reproduce", "fig1c"], "fig1a"), (["reproduce", "isometry-low"], "isometry-law"),
    (["reproduce", "fig1", "--level", "papr"], "paper"),
    (["reproduce", "fig1", "--init", "he-nromal"], "he-normal"), (["sweep", "fig1c"], "fig1a"),
    (["sweep", "regions-lnes"], "regions-lines"),
    (["sweep", "--axis", "depth=3", "--kind", "length"], "lengths"),
    (["sweep", "--axis", "dpeth=3"], "depth"),
    (["sweep", "--axis", "optimizer.raet=3"], "rate"),
    (["sweep", "--axis", "depth=3", "--set", "widht=3"], "width"),
    (["sweep", "--axis", "depth=3", "--set", "optimizer=adma"], "adam"),
    (["sweep", "--axis", "init=he-noraml"], "he-normal"),
    (["sweep", "--axis", "depth=3", "--dataset", "mnsit"], "mnist"),
    (["sweep", "--axis", "activation=relu,tahn"], "tanh"),
    (["runs", "--kind", "strat"], "start"), (["runs", "--result", "starte"], "started"),
    (["data", "fecth"], "fetch"),
    (["data", "fetch", "minst"], "mnist"), (["bench", "W2-constant-5"], "W2-constant-50"),
    (["signals", "--measure", "lenght"], "length"),
    (["report", "--pictures", "a", "--format", "pgn"], "png"),
    (["completions", "zhs"], "zsh"), (["verdicts", "fgi3"], "fig3"),
    (["verdicts", "--level", "quik"], "quick"),
  ])
  func aNearWordIsSuggested(arguments: [String], name: String?) throws {
    let result = try Program.run(arguments)
    #expect(result.code == 2)
    #expect(result.output == "")
    let lines = result.errors.split(separator: "\n")
    #expect(lines.count == 1)
    let line = try #require(lines.last)
    #expect(line.hasPrefix("kindling: "))
    if let name {
      #expect(line.hasSuffix("; did you mean \(name)?"))
    } else {
      #expect(!line.contains("did you mean"))
    }
  }
}
