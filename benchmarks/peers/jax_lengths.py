"""JAX's lengths of W4 (i) and W5: several networks at a time, by the generator and in the way that is fastest."""

import math

import jax
import jax.numpy as jnp

from common import fastest


class Lengths:
    def __init__(self, task):
        self.task = task
        weights = [jnp.array(task.tensors[f"{layer}.weight"]) for layer in task.layers]
        self.shapes = [w.shape for w in weights]
        self.input = jnp.array(task.input)
        self.losses = jax.jit(self._lengths)(weights)[:10]
        # XLA is slow at convolutions in a loop, and takes long over a hundred layers in a row, which are no faster.
        self.layers = "in a row" if task.is_convolutional else "in a loop"
        # First the generator, then how many at a time: all pairs would take minutes to compile.
        generator, _ = self._fastest([(generator, 10) for generator in ("threefry2x32", "rbg", "unsafe_rbg")])
        generator, self.at_a_time = self._fastest([(generator, n) for n in (1, 10, 100)])
        self.configuration = f"{generator}, {self.at_a_time} networks at a time, layers {self.layers}"
        self.chosen = self._drawing(generator, self.at_a_time)

    def _fastest(self, choices):
        return fastest({choice: (self._drawing(*choice), choice[1]) for choice in choices})

    def begin(self):
        pass

    def work(self):
        for _ in range(self.task.networks // self.at_a_time):
            self.chosen()

    def _drawing(self, generator, n):
        """A function that draws n networks and measures them; each call goes on with another key."""

        def draw(key, shape):
            return jax.random.normal(key, shape) * (2 / math.prod(shape[1:])) ** 0.5

        def in_a_row(keys):
            return self._lengths([draw(k, shape) for k, shape in zip(keys, self.shapes)])

        def in_a_loop(keys):
            first, start = self._layer(self.input, draw(keys[0], self.shapes[0]))
            _, lengths = jax.lax.scan(
                lambda x, key: self._layer(x, draw(key, self.shapes[1])), first, keys[1:])
            return jnp.concatenate([start[None], lengths])

        measure = in_a_row if self.layers == "in a row" else in_a_loop

        @jax.jit
        def measured(key):
            key, use = jax.random.split(key)
            keys = jax.random.split(use, (n, len(self.shapes)))
            return key, measure(keys[0]) if n == 1 else jax.vmap(measure)(keys)

        state = [jax.random.key(1, impl=generator)]

        def run():
            state[0], lengths = measured(state[0])
            jax.block_until_ready(lengths)

        return run

    def _layer(self, x, w):
        """The next layer, and its length over the input's."""
        if self.task.is_convolutional:
            x = jax.lax.conv_general_dilated(
                x[None], w, (1, 1), "SAME", dimension_numbers=("NCHW", "OIHW", "NCHW"))[0]
        else:
            x = w @ x
        x = jax.nn.relu(x)
        return x, jnp.mean(x**2) / jnp.mean(self.input**2)

    def _lengths(self, weights):
        x, lengths = self.input, []
        for w in weights:
            x, length = self._layer(x, w)
            lengths.append(length)
        return jnp.stack(lengths)
