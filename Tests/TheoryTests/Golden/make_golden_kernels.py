"""Golden kernels from neural-tangents of networks in the limit of great width.

    python3 -m venv VENV          # Python 3.11
    VENV/bin/pip install neural-tangents==0.6.5 jax==0.4.30 jaxlib==0.4.30 numpy==1.26.4 scipy==1.13.1
    VENV/bin/python make_golden_kernels.py          # writes kernels.json beside this file

Each case has the layers as a list of layers names them, the extents of what comes in, two inputs, and of each product, in
the list's order with a module's shortcut before its branch, σ_w² = fan-in · Var[w] and σ_b² = Var[b]. For the pairs (1, 1),
(2, 2) and (1, 2) of inputs it has, of one unit z of the output,

    nngp   K = E[z z'];
    ntk    T = E[Σ_θ ∂z/∂θ · ∂z'/∂θ], where weights are σ_w / √fan-in · θ and biases σ_b · θ, with normal θ of variance 1.

So a product makes of K and T, both of them the mean over what one unit sees,

    K ← σ_w² K + σ_b²,    T ← σ_w² T + (σ_w² K + σ_b²), with K as it was before,

where the bracket is what the product's own weights and biases give, and an activation f makes K ← E[f(u) f(v)] and
T ← T · E[f'(u) f'(v)], for normal u and v with the covariances K. T is 0 for the inputs. The fan-in of a convolution is
channels · kernel², also where zeros are among what a unit sees. Gains and biases of a normalisation stay 1 and 0 and are no θ.
Dropout is as in training, with one draw for both inputs of a pair (1, 1) and two independent ones for (1, 2).

All is computed twice in float64: by neural-tangents, which is written, and by a recursion of our own over the covariances of
pixels with another quadrature. What they differ by is printed, and ends the script where it is more than 1e-8.
"""

import functools
import json
import pathlib
import warnings

import jax
import numpy as np
import scipy
from jax import numpy as jnp
from neural_tangents import stax

jax.config.update("jax_enable_x64", True)
warnings.filterwarnings("ignore")  # neural-tangents warns of each quadrature.

WIDTH, CLASSES, EPSILON = 64, 10, 1e-5
# The orders of the quadratures by Gauss and Hermite, and by Gauss and Legendre.
DEGREE, ORDER = 200, 64
FUNCTIONS = {
    "relu": jax.nn.relu,
    "leaky-relu:0.1": lambda x: jax.nn.leaky_relu(x, 0.1),
    "erf": jax.scipy.special.erf,
    "gelu": lambda x: jax.nn.gelu(x, approximate=False),
    "tanh": jnp.tanh,
    "elu": jax.nn.elu,
    "silu": jax.nn.silu,
    "sigmoid": jax.nn.sigmoid,
    "selu": jax.nn.selu,
    "softplus": jax.nn.softplus,
    "gelu-tanh": lambda x: jax.nn.gelu(x, approximate=True),
    "identity": lambda x: x,
}
SLOPES = {name: jnp.vectorize(jax.grad(function)) for name, function in FUNCTIONS.items()}
CLOSED = {"relu": stax.Relu(), "leaky-relu:0.1": stax.LeakyRelu(0.1), "erf": stax.Erf(), "gelu": stax.Gelu()}

FIRST = [0.9, -1.3, 0.4, 1.1, -0.2, 0.7, -1.6, 0.5]
APART, OPPOSED, ALIKE = ((FIRST, second) for second in (
    [0.3, -0.8, 1.2, -0.6, 0.9, 1.4, -0.7, -1.1],
    [-0.6, 0.5, 0.8, -1.2, 0.1, -0.9, 1.0, 0.3],
    [0.8, -1.1, 0.6, 1.2, -0.3, 0.5, -1.7, 0.2],
))
IMAGES = tuple([round(1.5 * np.sin(a * i * i + b), 2) for i in range(32)] for a, b in ((0.7, 0.4), (0.9, 2.1)))
DENSE, END = {"linear": WIDTH}, {"linear": CLASSES}


def case(name, layers, weights, biases, inputs=APART, extents=(8,)):
    """A case whose biases have one variance each, or all the same."""
    biases = [biases] * len(weights) if np.isscalar(biases) else biases
    return {"name": name, "layers": layers, "extents": extents, "inputs": inputs,
            "weightVariances": weights, "biasVariances": biases}


def mlp(activation, depth, weight, bias):
    """The hidden layers' variances are the given ones on the average; with a depth of 3 each layer has its own."""
    weights = [weight * factor for factor in ((0.8, 1, 1.2) if depth == 3 else [1] * depth)]
    biases = [bias * factor for factor in ((0.5, 2, 0.5) if depth == 3 else [1] * depth)]
    layers = [{"repeat": depth, "of": [DENSE, activation]}, END]
    inputs = {1: OPPOSED, 3: APART, 10: ALIKE}[depth]
    return case(f"{activation}, depth {depth}", layers, weights + [1], biases + [bias], inputs)


def vector_cases(bias):
    weights = {"relu": 2, "leaky-relu:0.1": 1.98, "erf": 1.5, "gelu": 2, "tanh": 1.5, "elu": 1.3, "silu": 2.5, "sigmoid": 3}
    for activation, weight in weights.items():
        for depth in (1, 3, 10):
            yield mlp(activation, depth, weight, bias)
    for activation, weight in {"selu": 1, "softplus": 1, "gelu-tanh": 2, "identity": 1}.items():
        yield mlp(activation, 3, weight, bias)

    behind, before = ({"residual": branch, "scale": 0.5} for branch in ([DENSE, "relu", DENSE], ["relu", DENSE]))
    projected = {"residual": [{"linear": 48}, "tanh", {"linear": 48}], "shortcut": [{"linear": 48}], "scale": 0.7}
    yield case("residual, linear relu linear", [DENSE, {"repeat": 5, "of": [behind]}, END], [1] + [2, 1.5] * 5 + [1], bias)
    yield case("residual, relu linear", [DENSE, {"repeat": 5, "of": [before]}, "relu", END], [1] + [2] * 5 + [1], bias)
    yield case("residual, shortcut with weights", [DENSE, projected, END], [1, 0.8, 1.5, 1.2, 1], bias)
    for activation in ("relu", "tanh"):
        norm, noise = [DENSE, "layer-norm", activation], [DENSE, activation, "dropout:0.2"]
        yield case(f"layer norm, {activation}", [{"repeat": 3, "of": norm}, END], [0.5, 2, 3, 1], bias)
        yield case(f"dropout, {activation}", [{"repeat": 3, "of": noise}, END], [1.6, 1.6, 1.6, 1], bias)


def image_cases(bias):
    for padding in ("circular", "zero"):
        conv = {"conv": WIDTH, "padding": padding}
        strided, module = {**conv, "stride": 2}, {"residual": ["relu", conv, "relu", conv], "scale": 0.5}
        bodies = {
            "three layers": ([{"repeat": 3, "of": [conv, "relu"]}], [2, 1.8, 2.2, 1]),
            "average pooling": ([conv, "relu", {"average-pool": 2}, conv, "relu"], [2, 1.8, 1]),
            "stride 2": ([conv, "relu", strided, "relu"], [2, 1.8, 1]),
            "residual": ([conv, module, "relu"], [2, 1.8, 2.2, 1]),
            "layer norm": ([{"repeat": 2, "of": [conv, "layer-norm", "relu"]}], [0.5, 2, 1]),
            "erf": ([{"repeat": 2, "of": [conv, "erf"]}], [1.5, 1.8, 1]),
        }
        for name, (body, weights) in bodies.items():
            for end in ("global-average-pool", "flatten"):
                yield case(f"conv {padding}, {name}, {end}", [*body, end, END], weights, bias, IMAGES, (2, 4, 4))
    valid = [{"conv": WIDTH, "padding": "valid"}, "tanh", "flatten", END]
    yield case("conv valid, tanh, flatten", valid, [1, 1], bias, IMAGES, (2, 4, 4))


def unrolled(layers):
    """The layers one by one, each with its word before it."""
    for item in layers:
        word = item.split(":")[0] if isinstance(item, str) else next(iter(item))
        if word == "repeat":
            yield from list(unrolled(item["of"])) * item[word]
        else:
            yield word, item


def kept(dropout):
    return 1 - float(dropout.split(":")[1])


def mean_product(f, q12, q11, q22):
    """E[f(u) f(v)] by Gauss-Legendre to 12 deviations, u and v being cut at 0, where an activation may have a kink."""
    reach = 12
    nodes, weights = np.polynomial.legendre.leggauss(ORDER)
    nodes, weights = (nodes + 1) / 2, weights / 2
    q12, q11, q22 = (jnp.asarray(q)[..., None, None] for q in (q12, q11, q22))
    x = reach * np.concatenate([-nodes, nodes])[:, None]
    x_weights = reach * np.tile(weights, 2)[:, None] * np.exp(-x * x / 2)
    mean, deviation = q12 / jnp.sqrt(q11) * x, jnp.sqrt(jnp.maximum(q22 - q12**2 / q11, 0))
    kink = jnp.clip(-mean / jnp.maximum(deviation, 1e-300), -reach, reach)
    below, above = kink + reach, reach - kink
    y = jnp.concatenate([kink - below * nodes, kink + above * nodes], -1)
    y_weights = jnp.concatenate([below * weights, above * weights], -1) * jnp.exp(-y * y / 2)
    return jnp.sum(x_weights * y_weights * f(jnp.sqrt(q11) * x) * f(mean + deviation * y), (-2, -1)) / (2 * np.pi)


def activation_layer(name):
    """By a closed form where neural-tangents has one, by its own quadrature where the function is smooth, else by ours."""
    if name in CLOSED:
        return CLOSED[name]
    if name in ("elu", "selu"):
        return stax.Elementwise(FUNCTIONS[name], *(functools.partial(mean_product, f[name]) for f in (FUNCTIONS, SLOPES)))
    return stax.ElementwiseNumerical(FUNCTIONS[name], DEGREE, SLOPES[name])


def stax_layers(layers, weights, biases, axes, scale=1):
    """The layers; a branch's scale goes into its last product, where it multiplies weights and biases alike."""
    items = list(unrolled(layers))
    for place, (word, item) in enumerate(items):
        if word in ("linear", "conv"):
            factor = scale if place == len(items) - 1 else 1
            stds = [factor * next(variances) ** 0.5 for variances in (weights, biases)]
        if word == "linear":
            yield stax.Dense(item[word], *stds)
        elif word == "conv":
            padding = {"zero": "SAME", "circular": "CIRCULAR", "valid": "VALID"}[item["padding"]]
            yield stax.Conv(item[word], (3, 3), (item.get("stride", 1),) * 2, padding, *stds)
        elif word == "residual":
            shortcut = stax.serial(*stax_layers(item.get("shortcut", ["identity"]), weights, biases, axes))
            branch = stax.serial(*stax_layers(item[word], weights, biases, axes, item["scale"]))
            yield stax.serial(stax.FanOut(2), stax.parallel(shortcut, branch), stax.FanInSum())
        elif word == "layer-norm":
            yield stax.LayerNorm(axes, EPSILON)
        elif word == "average-pool":
            yield stax.AvgPool((2, 2), (2, 2), "VALID")
        elif word == "global-average-pool":
            yield stax.GlobalAvgPool()
        elif word == "flatten":
            yield stax.Flatten()
        elif word == "dropout":
            yield stax.Dropout(kept(item), "train")
        else:
            yield stax.Identity() if word == "identity" else activation_layer(item)


def by_neural_tangents(case):
    """K and T of the three pairs, [2, 3].

    At a stride of 2 the one row that is wanting lies behind an image in JAX, and before it in PyTorch: images are turned about.
    """
    inputs = jnp.array(case["inputs"]).reshape(2, *case["extents"])
    if inputs.ndim > 2:
        inputs = inputs.transpose(0, 2, 3, 1)[:, ::-1, ::-1]
    variances = iter(case["weightVariances"]), iter(case["biasVariances"])
    layers = stax_layers(case["layers"], *variances, tuple(range(1, inputs.ndim)))
    kernel = stax.serial(*layers)[2](inputs, None, ("nngp", "ntk"))
    return np.array([[matrix[0, 0], matrix[1, 1], matrix[0, 1]] for matrix in kernel])


def windows(side, padding, stride=1):
    """Which pixel each place of a filter sees from each place of the output: [9, outputs, inputs]."""
    first = 0 if padding == "valid" else -1
    starts = range(first, side - first - 2, stride)
    seen = np.zeros((3, 3, len(starts), len(starts), side, side))
    for i, j, row, column in np.ndindex(seen.shape[:4]):
        y, x = starts[row] + i, starts[column] + j
        if padding == "circular" or (0 <= y < side and 0 <= x < side):
            seen[i, j, row, column, y % side, x % side] = 1
    return seen.reshape(9, len(starts) ** 2, side**2)


def seen(stream, maps):
    """The mean of M K Mᵀ and of M T Mᵀ over all maps M."""
    return [np.einsum("mop,abpq,mrq->abor", maps, s, maps, optimize=True) / len(maps) for s in stream]


def recursion(stream, layers, weights, biases):
    """K and T of all pairs of inputs and of pixels, [2, 2, pixels, pixels] each, after the layers."""
    for word, item in unrolled(layers):
        k, t = stream
        pixels = k.shape[-1]
        side, variances = round(pixels**0.5), np.einsum("aapp->ap", k)
        if word in ("linear", "conv"):
            if word == "conv":
                k, t = seen(stream, windows(side, item["padding"], item.get("stride", 1)))
            weight = next(weights)
            k = weight * k + next(biases)
            stream = k, k + weight * t
        elif word == "residual":
            shortcut = recursion(stream, item.get("shortcut", []), weights, biases)
            branch = recursion(stream, item[word], weights, biases)
            stream = [s + item["scale"] ** 2 * b for s, b in zip(shortcut, branch)]
        elif word == "layer-norm":
            lengths = np.sqrt(variances.mean(1) + EPSILON)
            stream = [s / np.outer(lengths, lengths)[..., None, None] for s in stream]
        elif word == "average-pool":
            rows = np.kron(np.eye(side // 2), [[0.5, 0.5]])
            stream = seen(stream, np.kron(rows, rows)[None])
        elif word == "global-average-pool":
            stream = seen(stream, np.full((1, 1, pixels), 1 / pixels))
        elif word == "flatten":
            stream = seen(stream, np.eye(pixels)[:, None])
        elif word == "dropout":
            same = np.multiply.outer(np.eye(2), np.eye(pixels))
            stream = [s * (1 + same * (1 / kept(item) - 1)) for s in stream]
        else:
            covariances = np.broadcast_arrays(k, variances[:, None, :, None], variances[None, :, None, :])
            products = [np.array(mean_product(f[item], *covariances)) for f in (FUNCTIONS, SLOPES)]
            stream = products[0], t * products[1]
    return stream


def by_recursion(case):
    inputs = np.array(case["inputs"]).reshape(2, case["extents"][0], -1)
    k = np.einsum("acp,bcq->abpq", inputs, inputs) / inputs.shape[1]
    stream = recursion((k, 0 * k), case["layers"], iter(case["weightVariances"]), iter(case["biasVariances"]))
    return np.array([[s[0, 0, 0, 0], s[1, 1, 0, 0], s[0, 1, 0, 0]] for s in stream])


def by_arc_cosines(case):
    """K and T of one hidden layer with ReLU, by the formulas of Cho and Saul."""
    inputs, (w1, w2), (b1, b2) = np.array(case["inputs"]), case["weightVariances"], case["biasVariances"]
    q = w1 * inputs @ inputs.T / inputs.shape[1] + b1
    lengths = np.sqrt(np.outer(np.diag(q), np.diag(q)))
    angle = np.arccos(np.minimum(q / lengths, 1))
    k = w2 * (lengths * np.sin(angle) + (np.pi - angle) * q) / (2 * np.pi) + b2
    return [[s[0, 0], s[1, 1], s[0, 1]] for s in (k, k + w2 * q * (np.pi - angle) / (2 * np.pi))]


def by_quadpack(f, q12, q11, q22):
    """E[f(u) f(v)], a quadrant at a time."""
    (a, b), (_, c) = np.linalg.inv([[q11, q12], [q12, q22]])
    sides = [(-12 * max(q11, q22) ** 0.5, 0), (0, 12 * max(q11, q22) ** 0.5)]
    total = sum(
        scipy.integrate.dblquad(
            lambda v, u: f(u) * f(v) * np.exp(-(a * u * u + 2 * b * u * v + c * v * v) / 2), *us, *vs, epsabs=1e-12)[0]
        for us in sides for vs in sides)
    return total * np.sqrt(a * c - b * b) / (2 * np.pi)


def difference(a, b):
    return float(np.max(np.abs(np.array(a) / np.array(b) - 1)))


if __name__ == "__main__":
    differences, records = {}, []
    for bias in (0, 0.05):
        for one in (*vector_cases(bias), *image_cases(bias)):
            kernels = by_neural_tangents(one)
            if one["name"] == "relu, depth 1":
                print(f"ReLU, one hidden layer, from the arc-cosine formulas: {difference(kernels, by_arc_cosines(one)):.1e}")
            one["name"] += ", biases" if bias else ""
            differences[one["name"]] = difference(kernels, by_recursion(one))
            records.append({**one, "nngp": kernels[0].tolist(), "ntk": kernels[1].tolist()})
    worst = max(differences, key=differences.get)
    print(f"{len(records)} networks, from our recursion: at most {differences[worst]:.1e} ({worst})")
    elu = (lambda x: x if x > 0 else np.expm1(x)), (lambda x: 1 if x > 0 else np.exp(x))
    for covariance in ((0.4, 1.3, 0.8), (-0.7, 1.3, 0.8), (1.26, 1.3, 1.25)):
        for name, f, known in ("ELU", FUNCTIONS["elu"], elu[0]), ("ELU's slope", SLOPES["elu"], elu[1]):
            found = difference(mean_product(f, *covariance), by_quadpack(known, *covariance))
            print(f"{name} at covariances {covariance}, our quadrature from QUADPACK: {found:.1e}")
            differences[name, covariance] = found
    if not max(differences.values()) < 1e-8:
        raise SystemExit("a difference is above 1e-8")
    path = pathlib.Path(__file__).with_name("kernels.json")
    path.write_text("[\n" + ",\n".join(map(json.dumps, records)) + "\n]\n")
