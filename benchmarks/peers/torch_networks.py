"""The networks in PyTorch: logits of a batch by weights, and by what norms keep, each by its name."""

import torch.nn.functional as F


def logits(task, weights, kept, x):
    return NETWORKS[task.network](task, weights, kept, x)


def linear(weights, layer, x):
    return F.linear(x, weights[f"{layer}.weight"], weights[f"{layer}.bias"])


def fully_connected(task, weights, kept, x):
    for layer in task.layers[:-1]:
        x = F.relu(linear(weights, layer, x))
    return linear(weights, task.layers[-1], x)


def residual(task, weights, kept, x):
    first, *modules, last = task.layers
    x = linear(weights, first, x)
    for module in modules:
        x = x + task.residual_scale * F.relu(linear(weights, module, x))
    return linear(weights, last, x)


def convolutional(task, weights, kept, x):
    *layers, last = task.layers
    for layer in layers:
        x = F.relu(F.conv2d(x, weights[f"{layer}.weight"], weights[f"{layer}.bias"], padding=1))
    return linear(weights, last, x.flatten(1))


def resnet(task, weights, kept, x):
    """Section 4.2 of He et al. 2016, with convolutions on the shortcuts of modules that halve the image."""

    def convolution(layer, x, stride=1):
        filters = weights[f"{layer}.weight"]
        return F.conv2d(x, filters, weights.get(f"{layer}.bias"), stride, padding=filters.shape[-1] // 2)

    def norm(layer, x):
        if f"{layer}.weight" not in weights:
            return x
        return F.batch_norm(
            x, kept[f"{layer}.running_mean"], kept[f"{layer}.running_var"], weights[f"{layer}.weight"],
            weights[f"{layer}.bias"], training=True)

    x = F.relu(norm("batch-norm1", convolution("conv1", x)))
    for number in range(3 * task.sizes["blocks"]):
        module, shortcut = f"module{number + 1}", x
        halves = f"{module}.shortcut.conv1.weight" in weights
        if halves:
            shortcut = norm(f"{module}.shortcut.batch-norm1", convolution(f"{module}.shortcut.conv1", x, 2))
        x = F.relu(norm(f"{module}.batch-norm1", convolution(f"{module}.conv1", x, 2 if halves else 1)))
        x = norm(f"{module}.batch-norm2", convolution(f"{module}.conv2", x))
        x = F.relu(x + shortcut)
    return linear(weights, "linear1", x.mean((2, 3)))


def vgg(task, weights, kept, x):
    """Convolutions, of which every other is followed by max-pooling."""
    for number in range(1, 7):
        x = F.relu(F.conv2d(x, weights[f"conv{number}.weight"], weights[f"conv{number}.bias"], padding=1))
        if number % 2 == 0:
            x = F.max_pool2d(x, 2)
    return linear(weights, "linear1", x.flatten(1))


def perceptron(task, weights, kept, x):
    """Layers of a product, a layer norm and GELU."""
    depth = task.sizes["depth"]
    for number in range(1, depth + 1):
        x, norm = linear(weights, f"linear{number}", x), f"layer-norm{number}"
        x = F.gelu(F.layer_norm(x, x.shape[1:], weights[f"{norm}.weight"], weights[f"{norm}.bias"]))
    return linear(weights, f"linear{depth + 1}", x)


NETWORKS = {
    "fc": fully_connected, "resnet-fc": residual, "conv": convolutional, "resnet": resnet, "vgg": vgg, "mlp": perceptron,
}
