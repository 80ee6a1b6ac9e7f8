"""The workloads in PyTorch."""

import torch

from common import arguments, serve
from torch_lengths import Lengths
from torch_training import training


def main():
    options = arguments(["compiled", "eager"])
    torch.set_num_threads(options.threads)
    torch.set_num_interop_threads(1)
    assert torch.get_num_threads() == options.threads and torch.backends.mkldnn.is_available()

    def prepare(task):
        torch.compiler.reset()
        return Lengths(task) if task.measures_lengths else training(task, options.mode)

    serve(options.folder, prepare)


if __name__ == "__main__":
    main()
