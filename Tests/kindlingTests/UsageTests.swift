import Testing

/// What is wrong with a command line is said in one line, with exit code 2.
@Suite struct UsageTests {
  @Test(arguments: [
    (
      ["nonsense"],
      "unknown command 'nonsense': expected one of reproduce, sweep, train, predict, phase, compare"
    ),
    (["reproduce"], "expected a figure, one of fig1a, fig1b, fig2a"),
    (["reproduce", "fig9"], "unknown figure 'fig9': expected one of fig1a, fig1b"),
    (["reproduce", "fig1", "--level", "slow"], "--level: expected one of quick, paper, found 'slow'"),
    (["reproduce", "fig1", "--jobs", "0"], "--jobs: expected a whole number from 1 to 1024, found '0'"),
    (["reproduce", "fig1", "--depths", "10,x"], "--depths: expected whole numbers"),
    (["reproduce", "fig1", "--out"], "--out: expected a directory, found nothing"),
    (
      ["train", "--optimizer", "adam", "--momentum", "0.9"],
      "--momentum: expected --optimizer sgd or rmsprop beside it, found adam"
    ),
    (
      ["compare", "--optimizer", "adam", "--weight-decay", "0.1"],
      "--weight-decay: expected --optimizer sgd, adamw or rmsprop beside it, found adam"
    ),
    (["train", "--optimizer", "adagrad"], "--optimizer: expected"),
    (["train", "--init", "he"], "--init: expected constant:VALUE or one of he-normal, he-uniform"),
    (
      ["train", "--dataset", "imagenet"],
      "--dataset: expected one of fashion-mnist, mnist, kmnist, emnist-balanced, "
    ),
    (["train", "--rate", "fast"], "--rate: expected a number of at least 0.0, found 'fast'"),
    (["train", "--threshold", "20"], "--threshold: expected a number from 0.0 to 1.0, found '20'"),
    (["train", "--depth", "3", "--depth", "4"], "--depth: given twice"),
    (
      ["train", "--wdiths", "3"],
      "unknown option '--wdiths' for train: 'kindling train --help' tells what there is"
    ),
    (
      ["train", "--family", "halves", "--depth", "4", "--widths", "3"],
      "widths: expected two widths for family halves"
    ),
    (["train", "--widths", "3,,4"], "--widths: expected whole numbers with commas between, found '3,,4'"),
    (
      ["train", "--activation", "swish"], "--activation: expected relu, leaky-relu:SLOPE, tanh"
    ),
    (["train", "--seed", "-1"], "--seed: expected a whole number from 0 to 18446744073709551615, found"),
    (["lengths", "--image", "3"], "--image: expected --dataset beside it, found none"),
    (["lengths", "--dataset", "synthetic", "--image", "20000"], "--image: expected 0 to 9999"),
    (
      ["signals", "--steps", "3,1"],
      "--steps: expected ascending whole numbers of at least 0, found [3, 1]"
    ),
    (["signals", "--steps", "a"], "--steps: expected whole numbers with commas between, found 'a'"),
    (["signals", "--examples", "0"], "--examples: expected a whole number of at least 1, found '0'"),
    (["signals", "--measure", "length"], "--measure: expected --picture beside it, found none"),
    (["signals", "--measure", "size"], "--measure: expected one of mean, variance, length, correlation"),
    (
      ["signals", "--picture", "a.gif"],
      "--picture: expected a file that ends in .svg, .png, .pdf or .json, found"
    ),
    (["signals", "--csv", "--json"], "--csv: expected no --json beside it"),
    (
      ["signals", "--optimizer", "adam", "--momentum", "0.9"],
      "--momentum: expected --optimizer sgd or rmsprop beside it, found adam"
    ),
    (["sweep"], "expected a file, --axis or --init; found none"),
    (["sweep", "none.json"], "none.json: cannot be read: no such file"),
    (["sweep", "/"], "/: cannot be read: it is a directory"),
    (["sweep", "fig1b", "--level", "medium"], "--level: expected one of quick, paper, found 'medium'"),
    (["sweep", "fig1b", "--kind", "start"], "--kind: the file says it; leave it out"),
    (["sweep", "fig1b", "--depth", "4"], "unknown option '--depth' for sweep"),
    (
      ["sweep", "fig1b", "--axis", "widths=4"],
      "fig1b: axis widths, value 4: widths: expected a field of data"
    ),
    (
      ["sweep", "fig1b", "--axis", "initialisation=glorot"],
      "fig1b: axis initialisation, value glorot: initialization: expected constant:VALUE or"
    ),
    (["sweep", "fig1b", "--set", "networks=4"], "fig1b: networks: expected a field of data"),
    (["sweep", "--level", "quick", "--axis", "depth=3"], "--level: expected a file beside it, found none"),
    (["sweep", "--axis", "depth=3", "--networks", "4"], "sweep: networks: expected a field of data"),
    (
      ["sweep", "--axis", "depth=3", "--optimizer", "adam", "--momentum", "0.9"],
      "sweep: optimizer.momentum: expected a field of kind, rate, beta1"
    ),
    (["sweep", "--axis", "depth"], "--axis: expected NAME=VALUES, found 'depth'"),
    (["sweep", "--axis"], "--axis: expected NAME=VALUES, found nothing"),
    (["sweep", "--axis", "depth=x..y"], "--axis depth: expected values such as 5,10,20"),
    (["sweep", "--axis", "depth=9..5"], "sweep: axis depth: expected a range upwards"),
    (
      ["sweep", "--axis", "depth=0"],
      "sweep: axis depth, value 0: architecture.depth: expected a whole number"
    ),
    (
      ["sweep", "--kind", "signals", "--axis", "depth=3", "--steps", "0,x"],
      "sweep: steps[1]: expected a whole number of at least 0, found 'x'"
    ),
    (["sweep", "--axis", "colour=3"], "sweep: axis colour, value 3: colour: expected a field of"),
    (
      ["sweep", "--axis", "depth=3", "--set", "rate=fast"],
      "sweep: optimizer.rate: expected a number of at least 0.0"
    ),
    (
      ["sweep", "--axis", "depth=3", "--dataset", "imagenet"],
      "sweep: data: expected one of fashion-mnist, mnist"
    ),
    (
      ["sweep", "--axis", "depth=3", "--seeds", "none"],
      "--seeds: expected a number of runs, or seeds such as"
    ),
    (["sweep", "--axis", "depth=3", "--init", "he"], "--init: expected 'popular', or initialisations"),
    (
      ["sweep", "--axis", "depth=3", "--kind", "end"],
      "--kind: expected one of start, lengths, regions, jacobians, layer-law, signals, distances, products, distortion, rates, propagation, found 'end'"
    ),
    (
      ["predict", "--init", "he-normal,he"],
      "--init: expected popular, or with commas between: constant:VALUE"
    ),
    (
      ["predict", "--dimension", "5", "--dataset", "mnist"], "--dimension: an image has its own; leave it out"
    ),
    (["predict", "--dimension", "5000000"], "--dimension: expected 1 to 1000000, found 5000000"),
    (
      ["predict", "--architecture", "conv", "--dimension", "5"],
      "input: expected images of channels, height and width"
    ),
    (["predict", "--width", "5", "--widths", "6"], "--widths: given twice"),
    (["predict", "--epochs", "3"], "unknown option '--epochs' for predict"),
    (
      ["phase", "--sigma-w", "3:1"], "--sigma-w: expected FROM:TO or one number, from 0 to 1000, found '3:1'"
    ),
    (["phase", "--sigma-w", "1:2:3"], "--sigma-w: expected FROM:TO or one number"),
    (["phase", "--sigma-b", "-1"], "--sigma-b: expected FROM:TO or one number"),
    (["phase", "--sigma-b", ":"], "--sigma-b: expected FROM:TO or one number"),
    (["phase", "--sigma-w", "nan"], "--sigma-w: expected FROM:TO or one number"),
    (["phase", "--points", "1"], "--points: expected a whole number from 2 to 50, found '1'"),
    (["phase", "--dropout", "1"], "--dropout: expected a number from 0 to below 1, found '1'"),
    (
      ["phase", "--noise", "0.1", "--dropout", "0.1"], "--noise: expected no --dropout beside it, found both"
    ),
    (
      ["phase", "--depth", "5", "--sigma-b", "0:1"],
      "--depth: expected one number for --sigma-b beside it, found a range"
    ),
    (["phase", "--activation", "step"], "--activation: expected relu"),
    (
      ["sweep", "--axis", "depth=3", "--shard", "5/4"],
      "--shard: expected a part and their number, such as 2/4"
    ),
    (["sweep", "--axis", "depth=3", "--submit"], "--submit: expected --slurm beside it, found none"),
    (
      ["sweep", "--axis", "depth=3", "--slurm", "0"],
      "--slurm: expected a whole number of at least 1, found '0'"
    ),
    (
      ["sweep", "--axis", "depth=3", "--slurm", "2", "--shard", "1/2"],
      "--shard: expected no --slurm beside it"
    ),
    (["sweep", "--axis", "depth=3", "--slurm", "2", "--json"], "--json: expected no --slurm beside it"),
    (
      ["sweep", "--axis", "depth=0", "--slurm", "2"],
      "sweep: axis depth, value 0: architecture.depth: expected"
    ),
    (["compare", "--depth", "10,,30"], "--depth: expected a whole number of at least 1, found ''"),
    (["compare", "--widths", "30/x"], "--widths: expected whole numbers with commas between, found 'x'"),
    (["compare", "--depth", "3", "--depth", "4"], "--depth: given twice"),
    (["compare", "--seeds", "0"], "--seeds: expected a whole number from 1 to 100000, found '0'"),
    (["compare", "--init", "popular,zeros"], "--init: expected popular, or with commas between"),
    (["compare", "--json", "--csv"], "--csv: expected no --json beside it"),
    (["compare", "he-normal"], "unknown word 'he-normal' for compare"),
    (["watch", "--every", "0"], "--every: expected a number from 0.1 to 3600.0, found '0'"),
    (["watch", "--live"], "unknown option '--live' for watch"),
    (["sweep", "--axis", "depth=3", "--plot", "--json"], "--plot: expected no --json beside it, found both"),
    (["report", "--format", "png"], "--format: expected --pictures beside it, found none"),
    (
      ["report", "--pictures", "a", "--format", "png,gif"],
      "--format: expected png, svg or pdf with commas between, found 'png,gif'"
    ),
    (["report", "a.db", "b.db"], "unknown word 'b.db' for report"),
    (["report", "-o"], "--out: expected a file, found nothing"),
    (
      ["runs", "--kind", "dead"],
      "--kind: expected one of start, lengths, regions, jacobians, layer-law, signals, distances, products, distortion, rates, propagation, found 'dead'"
    ),
    (
      ["runs", "--result", "dead"],
      "--result: expected one of measured, started, censored, diverged, found 'dead'"
    ),
    (["runs", "--json", "--csv"], "--csv: expected no --json beside it"),
    (["runs", "--csv", "--jsonl"], "--csv: expected no --jsonl beside it"),
    (["runs", "epochs", "--jsonl", "--json"], "--jsonl: expected no --json beside it"),
    (["runs", "show", "1", "--jsonl"], "runs show: --limit, --csv and --jsonl are for lists"),
    (["runs", "--", "--csv", "b.db"], "unknown word 'b.db' for runs"),
    (["version", "--jsn"], "version: expected nothing or --json, found '--jsn'"),
    (["sweep", "fig3", "--name", "mine"], "--name: the file says it; leave it out"),
    (["sweep", "--axis", "depth=3", "--out", "-"], "--out: expected a directory, found '-'"),
    (["merge", "a.db", "--out", "-"], "--out: expected a store, found '-'"),
    (["report", "-o", "-", "--json"], "--out: expected a file beside --json, found '-'"),
    (["train", "--json", "--jsonl"], "--jsonl: expected no --json beside it"),
    (["runs", "epochs", "a.db", "b.db"], "unknown word 'b.db' for runs"),
    (["runs", "--yes"], "--yes: expected 'delete' beside it, found none"),
    (["runs", "a.db", "b.db"], "unknown word 'b.db' for runs"),
    (["runs", "show"], "runs show: expected a run's number, found nothing"),
    (["runs", "show", "one"], "runs show: expected a run's number, found 'one'"),
    (["runs", "delete", "--yes"], "runs delete: expected a filter, such as --kind lengths, found none"),
    (["merge"], "expected two stores or more, or --out STORE"),
    (["merge", "a.db"], "expected two stores or more, or --out STORE"),
    (["merge", "--out", "a.db"], "expected a store to take runs from"),
    (["data", "get"], "unknown word 'get' for data: expected fetch"),
    (["data", "fetch"], "data fetch: expected one of fashion-mnist, mnist, kmnist, "),
    (["data", "fetch", "synthetic"], "data fetch: expected one of fashion-mnist, mnist, kmnist"),
    (["bench", "W99"], "unknown workload 'W99': 'kindling bench --help' tells what there is"),
    (["bench", "W1-1"], "unknown workload 'W1-1'"),
    (["bench", "W1", "--rounds", "0"], "--rounds: expected a whole number from 1 to 1000000, found '0'"),
    (["bench", "W1", "--seconds", "-1"], "--seconds: expected a number from 0.0 to 3600.0, found '-1'"),
    (["bench", "W1", "--batch"], "unknown option '--batch' for bench"),
    (["doctor", "now"], "unknown word 'now' for doctor"),
    (["train", "--widths", "10000000"], "widths: expected 1 to 1000000, found 10000000"),
    (
      ["train", "--architecture", "mlp"],
      "--architecture: expected one of fc, resnet-fc, conv, resnet-conv, layers, found 'mlp'"
    ),
    (
      ["train", "--architecture", "resnet-fc", "--scale", "big"],
      "--scale: expected a number, geometric:BASE, numbers with commas between or a formula"
    ),
    (
      ["train", "--architecture", "resnet-fc", "--depth", "3", "--scale", "1,2"], "scale: expected 3 numbers"
    ),
    (["train", "--scale", "1"], "unknown option '--scale' for train"),
    (
      ["train", "--architecture", "conv", "--padding", "mirror"],
      "--padding: expected one of zero, circular, valid"
    ),
    (
      ["train", "--dataset", "synthetic", "--architecture", "conv", "--depth", "20", "--padding", "valid"],
      "depth: expected images"
    ),
    (
      ["train", "--dataset", "synthetic", "--architecture", "resnet-conv", "--padding", "valid"],
      "padding: expected zero or circular"
    ),
    (
      ["lengths", "--architecture", "conv"],
      "--dataset: expected a set whose images the convolutions are given"
    ),
  ])
  func oneLineSaysWhatIsWrong(arguments: [String], message: String) throws {
    let result = try Program.run(arguments)
    #expect(result.code == 2)
    #expect(result.output == "")
    #expect(result.errors.hasPrefix("kindling: \(message)"))
    #expect(result.errors.split(separator: "\n").count == 1)
  }

  @Test(arguments: [
    "reproduce", "sweep", "train", "predict", "phase", "watch", "compare", "lengths", "signals", "rate",
    "regions",
    "report",
    "runs", "merge", "data", "bench", "doctor",
  ])
  func everyCommandHasHelp(command: String) throws {
    for arguments in [[command, "--help"], ["help", command]] {
      let result = try Program.run(arguments)
      #expect(result.code == 0)
      #expect(result.output.hasPrefix("kindling \(command): "))
      #expect(result.output.contains("usage: kindling \(command)"))
    }
  }

  /// What help says of a field is what its description says, with the default of the command's own trial.
  @Test(arguments: [
    (
      "train",
      "--rate R             the learning rate (default: 0.01 for sgd, rmsprop, 0.001 for adam, adamw)"
    ),
    ("train", "--momentum M         sgd, rmsprop: the share of the last step that is kept (default 0)"),
    ("train", "--epochs N           the number of epochs to train for (default 10)"),
    ("compare", "--epochs N           the last epoch by whose end a run may start (default 20)"),
    (
      "compare", "--pixels NAME        how pixels become numbers, byte · scale + shift: unit or centred; unit"
    ),
    (
      "sweep",
      "--batch N            start, regions, signals, distances, distortion, rates: the number of examples in a step (default:"
    ),
    ("sweep", "file of one's own (default: fashion-mnist for start, signals, mnist"),
    ("sweep", "dimension   lengths: the dimension of random inputs"),
    ("lengths", "--dimension N        the dimension of random inputs (default: the first layer's width)"),
    ("predict", "--kernel N           conv, resnet-conv: the side of a filter (default: 3 pixels)"),
    ("predict", "resnet-fc: the width of the stream (default 5); --width is the same"),
    ("regions", "--architecture NAME  fc, resnet-fc, conv, resnet-conv or layers (default fc)"),
  ])
  func helpTellsFieldsAndDefaults(command: String, text: String) throws {
    let help = try Program.run([command, "--help"]).output
    #expect(help.contains(text))
    #expect(!help.split(separator: "\n").contains { $0.hasPrefix("  ") && $0.count > 124 })
  }

  @Test func helpAloneListsTheCommandsAndExitCodes() throws {
    let result = try Program.run([])
    #expect(result.code == 0)
    #expect(result.output.contains("exit codes:"))
    #expect(try Program.run(["--help"]).output == result.output)
  }
}
