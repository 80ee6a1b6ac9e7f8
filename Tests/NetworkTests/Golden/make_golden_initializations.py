"""Golden numbers of initialisations: laws of single layers, orthonormal weights, and the state of whole residual networks.

    python3 make_golden_initializations.py          # writes initializations.json beside this file

"laws" has for each name and layer the variance of weights and biases, and the largest absolute value where there is one. What
torch.nn.init asks its generator for is listened to, so that these are PyTorch's own numbers; the cut laws of Keras and JAX
stand on PyTorch's fans. "matrices" has for laws without independent weights the products W Wᵀ, or Wᵀ W where a group has more
units than inputs, of weights that PyTorch made, one of each group, and the weights themselves where nothing is drawn. "mirrored"
has W Wᵀ of each layer of a network whose weights come in opposite pairs.

"states" has for each array of a residual network what it begins with: all places of one number, or a multiple of what the
network's law draws. "settled" has a batch, weights and biases, and what the loop of Mishkin & Matas 2016 makes of them in
Double (algorithm 1, tolerance 0.1, at most 10 trials).
"""

import json
import math
import pathlib
from collections import OrderedDict
from unittest import mock

import torch
from torch import nn
from torch.nn import functional as F
from torch.nn import init

torch.set_num_threads(1)
torch.manual_seed(30)
torch.set_default_dtype(torch.float64)

# Inputs, outputs, side of a filter (0 for a product with vectors), groups.
LARGE = {
    "wide": (300, 200, 0, 1),
    "tall": (200, 300, 0, 1),
    "convolution": (48, 64, 3, 1),
    "grouped": (48, 64, 3, 4),
    "depthwise": (512, 512, 5, 512),
    "doubling": (256, 512, 3, 256),
}
SMALL = {
    "wide": (5, 3, 0, 1),
    "tall": (3, 5, 0, 1),
    "square": (4, 4, 0, 1),
    "convolution": (2, 4, 3, 1),
    "tall convolution": (1, 12, 3, 1),
    "grouped": (4, 6, 3, 2),
    "grouped and wide": (8, 4, 3, 2),
    "depthwise": (6, 6, 3, 6),
    "tall depthwise": (2, 24, 3, 2),
}


def layer(inputs, outputs, kernel, groups):
    return nn.Conv2d(inputs, outputs, kernel, groups=groups) if kernel else nn.Linear(inputs, outputs)


# Laws of independent weights.

# Of a normal law cut at ±2 deviations, the share of its variance that is left.
CUT = 1 - 4 * math.exp(-2) / math.sqrt(2 * math.pi) / math.erf(math.sqrt(2))


def heard(fill):
    """What a function of torch.nn.init draws for each array: variance and bound."""
    laws = []

    def uniform(tensor, low=0.0, high=1.0, generator=None):
        laws.append({"variance": (high - low) ** 2 / 12, "bound": high})
        return tensor

    def normal(tensor, mean=0.0, std=1.0, generator=None):
        laws.append({"variance": std**2, "bound": None})
        return tensor

    with mock.patch.object(torch.Tensor, "uniform_", uniform), mock.patch.object(torch.Tensor, "normal_", normal):
        fill()
    return laws


def fans(weight, mode):
    fan_in, fan_out = init._calculate_fan_in_and_fan_out(weight)
    return {"in": fan_in, "out": fan_out, "avg": (fan_in + fan_out) / 2}[mode]


def cut(deviation, widened):
    nominal = deviation / math.sqrt(CUT) if widened else deviation
    return {"variance": CUT * nominal**2, "bound": 2 * nominal}


def scaled(weight, scale, mode, law):
    variance = scale / fans(weight, mode)
    if law == "truncated-normal":
        return cut(math.sqrt(variance), widened=True)
    return {"variance": variance, "bound": math.sqrt(3 * variance) if law == "uniform" else None}


def laws_of(module):
    w = module.weight
    zero = {"variance": 0.0, "bound": 0.0}

    def torch_law(fill, *arguments, **options):
        return heard(lambda: fill(w, *arguments, **options))[0]

    yield "he-normal", torch_law(init.kaiming_normal_, nonlinearity="relu"), zero
    yield "he-uniform", torch_law(init.kaiming_uniform_, nonlinearity="relu"), zero
    yield "he-truncated", cut(math.sqrt(2 / fans(w, "in")), widened=False), zero
    yield "he-truncated-corrected", scaled(w, 2, "in", "truncated-normal"), zero
    yield "lecun-normal", torch_law(init.kaiming_normal_, nonlinearity="linear"), zero
    yield "lecun-uniform", torch_law(init.kaiming_uniform_, nonlinearity="linear"), zero
    yield "lecun-truncated-corrected", scaled(w, 1, "in", "truncated-normal"), zero
    yield "glorot-normal", torch_law(init.xavier_normal_), zero
    yield "glorot-uniform", torch_law(init.xavier_uniform_), zero
    yield "glorot-truncated-corrected", scaled(w, 1, "avg", "truncated-normal"), zero
    kinds = {
        "relu": ("relu", None),
        "leaky-relu:0.2": ("leaky_relu", 0.2),
        "tanh": ("tanh", None),
        "selu": ("selu", None),
        "sigmoid": ("sigmoid", None),
        "identity": ("linear", None),
    }
    for name, (kind, number) in kinds.items():
        options = {"nonlinearity": kind} | ({"a": number} if number else {})
        gain = init.calculate_gain(kind, number)
        yield f"kaiming-normal:{name}", torch_law(init.kaiming_normal_, **options), zero
        yield f"kaiming-uniform:{name}", torch_law(init.kaiming_uniform_, **options), zero
        yield f"xavier-normal:{name}", torch_law(init.xavier_normal_, gain=gain), zero
        yield f"xavier-uniform:{name}", torch_law(init.xavier_uniform_, gain=gain), zero
    yield "normal:0.05", torch_law(init.normal_, 0, 0.05), zero
    yield "uniform:0.05", torch_law(init.uniform_, -0.05, 0.05), zero
    yield "truncated-normal:0.05", cut(0.05, widened=False), zero
    for mode in ["in", "out", "avg"]:
        for law in ["normal", "truncated-normal", "uniform"]:
            yield f"variance-scaling:1.7,fan-{mode},{law}", scaled(w, 1.7, mode, law), zero
    yield "pytorch-default", *heard(module.reset_parameters)
    yield "zeros", zero, zero


def laws():
    for shape, sizes in LARGE.items():
        for name, weights, biases in laws_of(layer(*sizes)):
            yield {"name": name, "shape": shape, "sizes": sizes, "weights": weights, "biases": biases}


# Weights that hang on one another.


def orthogonal(weight, gain, groups):
    for part in weight.data.chunk(groups):
        init.orthogonal_(part, gain)


def delta(weight, gain, groups):
    weight.data.zero_()
    middle = weight[..., weight.shape[2] // 2, weight.shape[3] // 2] if weight.dim() == 4 else weight
    for part in middle.data.chunk(groups):
        part.copy_(init.orthogonal_(torch.empty(part.shape), gain))


def identity(weight, _, groups):
    init.dirac_(weight, groups) if weight.dim() == 4 else init.eye_(weight)


def law(name, gain):
    return {"weights": {"law": name, "gain": gain, "fan": "in"}, "biases": {"law": "constant:0.0", "gain": 0, "fan": "in"}}


def array(numbers):
    return [float(f"{x:.12g}") + 0.0 for x in numbers.detach().reshape(-1).tolist()]


def grams(weight, groups, of_rows):
    """A matrix of each group, without the noise of rounding."""
    matrices = [part.detach().flatten(1) for part in weight.chunk(groups)]
    return [array((m @ m.T if of_rows else m.T @ m).round(decimals=12)) for m in matrices]


def matrices():
    cases = {
        "orthogonal": ("orthogonal", orthogonal, 1),
        "orthogonal-relu": ("orthogonal-relu", orthogonal, math.sqrt(2)),
        "delta-orthogonal": (law("delta-orthogonal", 2), delta, math.sqrt(2)),
        "identity": ("identity", identity, 1),
    }
    for name, (initialization, fill, gain) in cases.items():
        for shape, (inputs, outputs, kernel, groups) in SMALL.items():
            weight = layer(inputs, outputs, kernel, groups).weight
            fill(weight, gain, groups)
            channels = inputs // groups
            columns = channels * max(kernel, 1) ** 2 if fill == orthogonal else channels
            of_rows = outputs // groups <= columns
            yield {
                "name": name,
                "initialization": initialization,
                "shape": shape,
                "sizes": (inputs, outputs, kernel, groups),
                "ofRows": of_rows,
                "grams": grams(weight, groups, of_rows),
                "variance": weight.square().mean().item(),
                "weights": array(weight) if fill == identity else None,
            }


def mirrored():
    """Three layers of opposite pairs: of each the product W Wᵀ."""
    first, second, last = (init.orthogonal_(torch.empty(4, n)) for n in [6, 4, 4])
    weights = {
        "linear1.weight": torch.cat([first, -first]),
        "linear2.weight": torch.cat([torch.cat([second, -second], 1), torch.cat([-second, second], 1)]),
        "linear3.weight": torch.cat([last, -last], 1),
    }
    return {name: array((w @ w.T).round(decimals=12)) for name, w in weights.items()}


# The state of whole networks.


class Shift(nn.Module):
    def __init__(self):
        super().__init__()
        self.bias = nn.Parameter(torch.zeros(1))

    def forward(self, x):
        return x + self.bias


class Gain(nn.Module):
    def __init__(self, start):
        super().__init__()
        self.weight = nn.Parameter(torch.full([1], float(start)))

    def forward(self, x):
        return x * self.weight


class Module(nn.Module):
    """A residual module, whose layers are called by their names."""

    def __init__(self, branch, shortcut):
        super().__init__()
        for name, part in branch + shortcut:
            self.add_module(name, part)
        self.branch, self.shortcut = [name for name, _ in branch], [name for name, _ in shortcut]

    def forward(self, x):
        y, z = x, x
        for name in self.shortcut:
            y = getattr(self, name)(y)
        for name in self.branch:
            z = getattr(self, name)(z)
        return y + z


class Pool(nn.Module):
    def forward(self, x):
        return x.mean(dim=(2, 3))


class Names:
    """Layers of one kind are numbered as they come."""

    def __init__(self):
        self.counts = {}

    def __call__(self, word):
        self.counts[word] = self.counts.get(word, 0) + 1
        return f"{word}{self.counts[word]}"


CHANNELS, SIDE, CLASSES = 3, 8, 5
# Features, convolutions of the branch, stride of each module.
MODULES = [(4, 2, 1), (6, 3, 2), (6, 2, 1)]


def items(norm):
    """The network as a list of layers, as Kindling reads it."""
    middle = [norm] if norm else []
    layers = [{"conv": 4}, *middle, "relu"]
    features = 4
    for outputs, count, stride in MODULES:
        branch = []
        for i in range(count):
            branch += (["relu"] if i else []) + [{"conv": outputs, "stride": stride if i == 0 else 1}, *middle]
        module = {"residual": branch}
        if (features, stride) != (outputs, 1):
            module["shortcut"] = [{"conv": outputs, "kernel": 1, "stride": stride}]
        layers += [module, "relu"]
        features = outputs
    return {"layers": layers + ["global-average-pool", {"linear": CLASSES}]}


def network(scheme=None, norm=False):
    """The same network by PyTorch's modules, with what a scheme adds to it."""
    fixup = scheme == "fixup"
    # A place within a place has a stroke between, for which PyTorch allows no dot.
    layers, names, shifts = OrderedDict(), Names(), Names()

    def shift():
        if fixup:
            layers[f"fixup/{shifts('shift')}"] = Shift()

    def conv(inputs, outputs, kernel=3, stride=1):
        return nn.Conv2d(inputs, outputs, kernel, stride, padding=kernel // 2)

    layers[names("conv")] = conv(CHANNELS, 4)
    if norm:
        layers[names("batch-norm")] = nn.BatchNorm2d(4)
    shift()
    layers[names("relu")] = nn.ReLU()
    features = 4
    for outputs, count, stride in MODULES:
        own, branch, shortcut = Names(), [], []
        inner = features
        for i in range(count):
            if i:
                branch += [(own("shift"), Shift())] if fixup else []
                branch.append((own("relu"), nn.ReLU()))
            branch += [(own("shift"), Shift())] if fixup else []
            branch.append((own("conv"), conv(inner, outputs, 3, stride if i == 0 else 1)))
            branch += [(own("batch-norm"), nn.BatchNorm2d(outputs))] if norm else []
            inner = outputs
        if fixup or scheme == "zero-gain":
            branch.append(("gain", Gain(1 if fixup else 0)))
        if fixup:
            branch.append((own("shift"), Shift()))
        if scheme == "zero-gamma":
            init.zeros_(branch[-1][1].weight)
        if (features, stride) != (outputs, 1):
            shortcut.append(("shortcut/conv1", conv(features, outputs, 1, stride)))
        module = Module(branch, shortcut)
        if fixup:
            # The last convolution is zero, the m − 1 before it are L^(−1/(2 m − 2)) times what they were.
            products = [part for _, part in branch if isinstance(part, nn.Conv2d)]
            init.zeros_(products[-1].weight)
            for product in products[:-1]:
                product.weight.data *= len(MODULES) ** (-1 / (2 * len(products) - 2))
        layers[names("module")] = module
        shift()
        layers[names("relu")] = nn.ReLU()
        features = outputs
    layers["pool"] = Pool()
    shift()
    last = nn.Linear(features, CLASSES)
    if fixup:
        init.zeros_(last.weight)
    layers[names("linear")] = last
    return nn.Sequential(layers)


def called(name):
    return name.replace("/", ".")


def begun(scheme, norm):
    """A network whose weights are given before the scheme changes them, and these weights."""
    torch.manual_seed(31)
    plain = network(None, norm)
    torch.manual_seed(31)
    return plain, network(scheme, norm)


def states():
    cases = {"fixup": ("fixup", None), "skipinit": ("zero-gain", None), "rezero": ("zero-gain", None)}
    cases["zero-gamma"] = ("zero-gamma", "batch-norm")
    for name, (scheme, norm) in cases.items():
        plain, changed = begun(scheme, bool(norm))
        before = {called(name): array for name, array in plain.named_parameters()}
        arrays = []
        for key, now in changed.named_parameters():
            key = called(key)
            entry = {"name": key, "shape": list(now.shape)}
            if torch.all(now == now.reshape(-1)[0]):
                entry["constant"] = now.reshape(-1)[0].item()
            else:
                factors = now / before[key]
                assert factors.max() - factors.min() < 1e-12
                entry["factor"] = factors.mean().item()
            arrays.append(entry)
        yield {"name": name, "network": items(norm), "arrays": arrays}


# Layers that are scaled by a batch.


def settled():
    model = network()
    products = [(called(name), m) for name, m in model.named_modules() if isinstance(m, (nn.Conv2d, nn.Linear))]
    torch.manual_seed(32)
    for _, module in products:
        init.orthogonal_(module.weight)
        # Biases keep one trial from being enough.
        init.normal_(module.bias, 0, 0.4)
        for parameter in module.parameters():
            parameter.data = parameter.data.float().double()
    batch = torch.randn(8, CHANNELS, SIDE, SIDE).float().double() * 2
    before = {called(name): array(value) for name, value in model.named_parameters()}
    scalings = {}

    def scale(module, inputs, output):
        name = names[module]
        factor, trials = 1.0, 0
        # Distances from the tolerance are large enough for Float to decide alike.
        while True:
            variance = output.var(correction=0).item()
            assert abs(abs(variance - 1) - 0.1) > 1e-3, (name, variance)
            if abs(variance - 1) <= 0.1 or trials == 10:
                break
            module.weight.data /= math.sqrt(variance)
            factor /= math.sqrt(variance)
            trials += 1
            if isinstance(module, nn.Linear):
                output = F.linear(inputs[0], module.weight, module.bias)
            else:
                output = F.conv2d(inputs[0], module.weight, module.bias, module.stride, module.padding)
        scalings[name] = {"factor": factor, "trials": trials}
        return output

    names = {module: name for name, module in products}
    for _, module in products:
        module.register_forward_hook(scale)
    with torch.no_grad():
        model(batch)
    assert len(scalings) == len(products) and {s["trials"] for s in scalings.values()} > {1}
    return {
        "network": items(None),
        "input": [CHANNELS, SIDE, SIDE],
        "classes": CLASSES,
        "rows": batch.shape[0],
        "batch": array(batch),
        "before": before,
        "after": {called(name): array(value) for name, value in model.named_parameters()},
        "scalings": scalings,
    }


def lines(cases):
    return "[\n" + ",\n".join(json.dumps(case) for case in cases) + "\n]"


if __name__ == "__main__":
    parts = {"laws": laws(), "matrices": matrices(), "mirrored": mirrored(), "states": states(), "settled": settled()}
    texts = [f'"{k}": {json.dumps(v) if isinstance(v, dict) else lines(v)}' for k, v in parts.items()]
    path = pathlib.Path(__file__).with_name("initializations.json")
    path.write_text("{\n" + ",\n".join(texts) + "\n}\n")
