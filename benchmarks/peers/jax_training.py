"""JAX's training of all workloads that train: an epoch, with its test, is one compiled function, or else a step is."""

from functools import partial

import jax
import jax.numpy as jnp

from jax_networks import inputs, layout, logits


def cross_entropy(scores, labels):
    picked = jnp.take_along_axis(scores, labels[:, None], 1)[:, 0]
    return jnp.mean(jax.nn.logsumexp(scores, 1) - picked)


def loss(task, parameters, kept, images, labels):
    scores, kept = logits(task, parameters, kept, images)
    return cross_entropy(scores, labels), kept


def evaluate(task, parameters, kept, images, labels):
    scores, _ = logits(task, parameters, kept, images)
    return cross_entropy(scores, labels), jnp.mean(jnp.argmax(scores, 1) == labels)


def split(task, pair):
    images, labels = pair
    return inputs(task, images), jnp.array(labels, jnp.int32)


class Training:
    def __init__(self, task):
        # Parameters, and what norms keep from one batch to the next.
        self.first = {}, {}
        for name in task.tensors:
            self.first[".running_" in name][name] = layout(task, name)
        train, test = split(task, task.train), split(task, task.test)
        whole = len(task.order) // task.batch * task.batch
        full = jnp.array(task.order[:whole].reshape(-1, task.batch), jnp.int32)
        rest = jnp.array(task.order[whole:], jnp.int32)
        slope = jax.value_and_grad(partial(loss, task), has_aux=True)

        def step(state, train, batch):
            (parameters, kept), (images, labels) = state, train
            (value, kept), gradient = slope(parameters, kept, images[batch], labels[batch])
            return (jax.tree.map(lambda p, g: p - task.rate * g, parameters, gradient), kept), value

        def epoch(state, train, test, full, rest):
            state, losses = jax.lax.scan(lambda s, batch: step(s, train, batch), state, full)
            total = jnp.sum(losses) * task.batch
            if len(rest):
                state, value = step(state, train, rest)
                total += value * len(rest)
            return state, losses[:10], (total, *evaluate(task, *state, *test))

        if task.tests:
            self.configuration = "an epoch as one compiled function"
            compiled = jax.jit(epoch, donate_argnums=0)
            self.epoch = lambda state: compiled(state, train, test, full, rest)
        else:
            # XLA is slow at convolutions in a loop.
            self.configuration = "a step as one compiled function"
            compiled = jax.jit(step, donate_argnums=0)
            batches = [*full, rest] if len(rest) else [*full]

            def steps(state):
                losses = []
                for batch in batches:
                    state, value = compiled(state, train, batch)
                    losses.append(value)
                return state, losses[:10], losses

            self.epoch = steps
        self.begin()
        self.losses = self.epoch(self.state)[1]

    def begin(self):
        self.state = jax.block_until_ready(jax.tree.map(jnp.copy, self.first))

    def work(self):
        self.state, _, numbers = self.epoch(self.state)
        assert all(jnp.isfinite(number) for number in numbers), "the run diverged"
