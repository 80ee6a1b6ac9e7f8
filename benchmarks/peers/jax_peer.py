"""The workloads in JAX."""

import os

import jax

from common import arguments, serve
from jax_lengths import Lengths
from jax_training import Training


def main():
    options = arguments(["jit"])
    cache = os.environ.get("KINDLING_PEER_CACHE")
    if cache:
        jax.config.update("jax_compilation_cache_dir", os.path.join(cache, "jax"))
        jax.config.update("jax_persistent_cache_min_compile_time_secs", 0.5)

    def prepare(task):
        jax.clear_caches()
        return Lengths(task) if task.measures_lengths else Training(task)

    serve(options.folder, prepare)


if __name__ == "__main__":
    main()
