"""The networks in JAX: logits of a batch by weights, and by what norms keep, each by its name; the latter anew beside them.

Plain convolutions and VGG are fastest with channels last; ResNet, whose steps take up to 1.7 times as long so, with channels
first.
"""

import jax
import jax.numpy as jnp


def logits(task, weights, kept, x):
    return NETWORKS[task.network](task, weights, kept, x)


# The networks with channels last, and the side of the image that their output layer reads.
CHANNELS_LAST = {"conv": 32, "vgg": 4}


def layout(task, name):
    """An array as JAX likes it: weights [in, out], filters where channels are last [height, width, in, out]."""
    tensor = task.tensors[name]
    side = CHANNELS_LAST.get(task.network)
    if side and tensor.ndim == 4:
        tensor = tensor.transpose(2, 3, 1, 0)
    elif side and tensor.ndim == 2:
        # The output layer reads pixels before channels here.
        tensor = tensor.reshape(len(tensor), -1, side, side).transpose(2, 3, 1, 0).reshape(-1, len(tensor))
    elif tensor.ndim == 2:
        tensor = tensor.T
    return jnp.array(tensor)


def inputs(task, images):
    """Images as the network takes them."""
    if task.network in CHANNELS_LAST:
        return jnp.array(images.transpose(0, 2, 3, 1))
    return jnp.array(images if task.takes_images else images.reshape(len(images), -1))


def linear(weights, layer, x):
    return x @ weights[f"{layer}.weight"] + weights[f"{layer}.bias"]


def fully_connected(task, weights, kept, x):
    for layer in task.layers[:-1]:
        x = jax.nn.relu(linear(weights, layer, x))
    return linear(weights, task.layers[-1], x), kept


def residual(task, weights, kept, x):
    first, *modules, last = task.layers
    x = linear(weights, first, x)
    for module in modules:
        x = x + task.residual_scale * jax.nn.relu(linear(weights, module, x))
    return linear(weights, last, x), kept


def rectified(weights, layer, x):
    x = jax.lax.conv_general_dilated(
        x, weights[f"{layer}.weight"], (1, 1), "SAME", dimension_numbers=("NHWC", "HWIO", "NHWC"))
    return jax.nn.relu(x + weights[f"{layer}.bias"])


def convolutional(task, weights, kept, x):
    *layers, last = task.layers
    for layer in layers:
        x = rectified(weights, layer, x)
    return linear(weights, last, x.reshape(len(x), -1)), kept


def vgg(task, weights, kept, x):
    """Convolutions, of which every other is followed by max-pooling."""
    for number in range(1, 7):
        x = rectified(weights, f"conv{number}", x)
        if number % 2 == 0:
            # A window that is reduced would make a step 1.1 times as long.
            count, height, width, channels = x.shape
            x = jnp.max(x.reshape(count, height // 2, 2, width // 2, 2, channels), (2, 4))
    return linear(weights, "linear1", x.reshape(len(x), -1)), kept


def resnet(task, weights, kept, x):
    """Section 4.2 of He et al. 2016, with convolutions on the shortcuts of modules that halve the image."""
    averages = {}

    def convolution(layer, x, stride=1):
        filters = weights[f"{layer}.weight"]
        # Not "SAME", which pads strides at the end alone.
        padding = [(filters.shape[-1] // 2,) * 2] * 2
        x = jax.lax.conv_general_dilated(
            x, filters, (stride, stride), padding, dimension_numbers=("NCHW", "OIHW", "NCHW"))
        return x + weights[f"{layer}.bias"][:, None, None] if f"{layer}.bias" in weights else x

    def norm(layer, x):
        if f"{layer}.weight" not in weights:
            return x
        mean = jnp.mean(x, (0, 2, 3))
        variance = jnp.mean(x * x, (0, 2, 3)) - mean * mean
        count = x.size // x.shape[1]
        for part, found in (("mean", mean), ("var", variance * count / (count - 1))):
            name = f"{layer}.running_{part}"
            averages[name] = 0.9 * kept[name] + 0.1 * found
        factor = weights[f"{layer}.weight"] * jax.lax.rsqrt(variance + 1e-5)
        return (x - mean[:, None, None]) * factor[:, None, None] + weights[f"{layer}.bias"][:, None, None]

    x = jax.nn.relu(norm("batch-norm1", convolution("conv1", x)))
    for number in range(3 * task.sizes["blocks"]):
        module, shortcut = f"module{number + 1}", x
        halves = f"{module}.shortcut.conv1.weight" in weights
        if halves:
            shortcut = norm(f"{module}.shortcut.batch-norm1", convolution(f"{module}.shortcut.conv1", x, 2))
        x = jax.nn.relu(norm(f"{module}.batch-norm1", convolution(f"{module}.conv1", x, 2 if halves else 1)))
        x = norm(f"{module}.batch-norm2", convolution(f"{module}.conv2", x))
        x = jax.nn.relu(x + shortcut)
    return linear(weights, "linear1", jnp.mean(x, (2, 3))), averages


def perceptron(task, weights, kept, x):
    """Layers of a product, a layer norm and GELU."""
    depth = task.sizes["depth"]
    for number in range(1, depth + 1):
        x, norm = linear(weights, f"linear{number}", x), f"layer-norm{number}"
        mean = jnp.mean(x, 1, keepdims=True)
        variance = jnp.mean(x * x, 1, keepdims=True) - mean * mean
        x = (x - mean) * jax.lax.rsqrt(variance + 1e-5) * weights[f"{norm}.weight"] + weights[f"{norm}.bias"]
        x = jax.nn.gelu(x, approximate=False)
    return linear(weights, f"linear{depth + 1}", x), kept


NETWORKS = {
    "fc": fully_connected, "resnet-fc": residual, "conv": convolutional, "resnet": resnet, "vgg": vgg, "mlp": perceptron,
}
