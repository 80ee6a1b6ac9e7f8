"""JAX's lengths: of the last layer (W4 (i)) or of all layers (W5), in whatever way is fastest."""

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
        # First the generator, then how many at a time: all pairs would take minutes to compile.
        generator, _ = self._fastest([(generator, 10) for generator in ("threefry2x32", "rbg", "unsafe_rbg")])
        generator, self.at_a_time = self._fastest([(generator, n) for n in (1, 10, 100)])
        self.configuration = f"{generator}, {self.at_a_time} at a time"
        self.way = self._drawing(generator, self.at_a_time)

    def _fastest(self, choices):
        return fastest({choice: (self._blocking(*choice), choice[1]) for choice in choices})

    def _blocking(self, generator, n):
        way = self._drawing(generator, n)
        return lambda: jax.block_until_ready(way())

    def begin(self):
        pass

    def work(self):
        for _ in range(self.task.networks // self.at_a_time):
            lengths = self.way()
        jax.block_until_ready(lengths)

    def _drawing(self, generator, n):
        """A function that draws n networks and measures them; each call goes on with another key."""
        # XLA is slow at convolutions in a loop, and takes long over a hundred layers in a row, which are no faster.
        measure = self._drawn_in_a_row if self.task.takes_images else self._drawn_in_a_loop

        @jax.jit
        def measured(key):
            key, use = jax.random.split(key)
            return key, measure(use) if n == 1 else jax.vmap(measure)(jax.random.split(use, n))

        state = [jax.random.key(1, impl=generator)]

        def run():
            state[0], lengths = measured(state[0])
            return lengths

        return run

    def _drawn_in_a_row(self, key):
        sizes = [math.prod(shape) for shape in self.shapes]
        numbers = jax.random.normal(key, (sum(sizes),))
        x, place = self.input, 0
        for shape, size in zip(self.shapes, sizes):
            w = numbers[place:place + size].reshape(shape) * (2 / math.prod(shape[1:])) ** 0.5
            x, place = self._layer(x, w), place + size
        return self._length(x)

    def _drawn_in_a_loop(self, key):
        def next_layer(x, key):
            x = self._layer(x, jax.random.normal(key, self.shapes[0]) * (2 / self.shapes[0][1]) ** 0.5)
            return x, self._length(x)

        return jax.lax.scan(next_layer, self.input, jax.random.split(key, len(self.shapes)))[1]

    def _layer(self, x, w):
        if self.task.takes_images:
            x = jax.lax.conv_general_dilated(
                x[None], w, (1, 1), "SAME", dimension_numbers=("NCHW", "OIHW", "NCHW"))[0]
        else:
            x = w @ x
        return jax.nn.relu(x)

    def _length(self, x):
        return jnp.mean(x**2) / jnp.mean(self.input**2)

    def _lengths(self, weights):
        x, lengths = self.input, []
        for w in weights:
            x = self._layer(x, w)
            lengths.append(self._length(x))
        return jnp.stack(lengths)
