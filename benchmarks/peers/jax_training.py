"""JAX's training of W1, W2, W3 and W4 (ii): an epoch, with its test, is one compiled function."""

from functools import partial

import jax
import jax.numpy as jnp


def logits(task, parameters, x):
    (first, *inner), last = parameters[:-1], parameters[-1]
    if task.is_residual:
        weight, bias = first
        x = x @ weight + bias
        for weight, bias in inner:
            x = x + task.residual_scale * jax.nn.relu(x @ weight + bias)
    elif task.is_convolutional:
        for weight, bias in [first, *inner]:
            x = jax.lax.conv_general_dilated(
                x, weight, (1, 1), "SAME", dimension_numbers=("NHWC", "HWIO", "NHWC"))
            x = jax.nn.relu(x + bias)
        x = x.reshape(len(x), -1)
    else:
        for weight, bias in [first, *inner]:
            x = jax.nn.relu(x @ weight + bias)
    weight, bias = last
    return x @ weight + bias


def cross_entropy(scores, labels):
    picked = jnp.take_along_axis(scores, labels[:, None], 1)[:, 0]
    return jnp.mean(jax.nn.logsumexp(scores, 1) - picked)


def loss(task, parameters, images, labels):
    return cross_entropy(logits(task, parameters, images), labels)


def evaluate(task, parameters, images, labels):
    scores = logits(task, parameters, images)
    return cross_entropy(scores, labels), jnp.mean(jnp.argmax(scores, 1) == labels)


def layout(task):
    """The parameters as JAX likes them: weights [in, out], filters [height, width, in, out]."""
    parameters = []
    for layer in task.layers:
        weight, bias = task.tensors[f"{layer}.weight"], task.tensors[f"{layer}.bias"]
        if weight.ndim == 4:
            weight = weight.transpose(2, 3, 1, 0)
        elif task.is_convolutional:
            # The output layer reads pixels before channels here.
            weight = weight.reshape(len(weight), -1, 32, 32).transpose(2, 3, 1, 0).reshape(-1, len(weight))
        else:
            weight = weight.T
        parameters.append((jnp.array(weight), jnp.array(bias)))
    return parameters


def split(task, pair):
    images, labels = pair
    if task.is_convolutional:
        return jnp.array(images.transpose(0, 2, 3, 1)), jnp.array(labels, jnp.int32)
    return jnp.array(images.reshape(len(images), -1)), jnp.array(labels, jnp.int32)


class Training:
    def __init__(self, task):
        self.first = layout(task)
        train, test = split(task, task.train), split(task, task.test)
        whole = len(task.order) // task.batch * task.batch
        full = jnp.array(task.order[:whole].reshape(-1, task.batch), jnp.int32)
        rest = jnp.array(task.order[whole:], jnp.int32)
        slope = jax.value_and_grad(partial(loss, task))

        def step(parameters, train, batch):
            images, labels = train
            value, gradient = slope(parameters, images[batch], labels[batch])
            return jax.tree.map(lambda p, g: p - task.rate * g, parameters, gradient), value

        def epoch(parameters, train, test, full, rest):
            parameters, losses = jax.lax.scan(lambda p, batch: step(p, train, batch), parameters, full)
            total = jnp.sum(losses) * task.batch
            if len(rest):
                parameters, value = step(parameters, train, rest)
                total += value * len(rest)
            return parameters, losses[:10], (total, *evaluate(task, parameters, *test))

        if task.tests:
            self.configuration = "an epoch as one compiled function"
            compiled = jax.jit(epoch, donate_argnums=0)
            self.epoch = lambda parameters: compiled(parameters, train, test, full, rest)
        else:
            # XLA is slow at convolutions in a loop.
            self.configuration = "a step as one compiled function"
            compiled = jax.jit(step, donate_argnums=0)
            batches = [*full, rest] if len(rest) else [*full]

            def steps(parameters):
                losses = []
                for batch in batches:
                    parameters, value = compiled(parameters, train, batch)
                    losses.append(value)
                return parameters, losses[:10], losses

            self.epoch = steps
        self.begin()
        self.losses = self.epoch(self.parameters)[1]

    def begin(self):
        self.parameters = jax.block_until_ready(jax.tree.map(jnp.copy, self.first))

    def work(self):
        self.parameters, _, numbers = self.epoch(self.parameters)
        assert all(jnp.isfinite(number) for number in numbers), "the run diverged"
