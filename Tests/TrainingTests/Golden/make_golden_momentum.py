"""Golden losses from PyTorch: the net and batches of make_golden.py, with momentum and weight decay.

    python3 make_golden_momentum.py          # writes fc-momentum.json beside this file

PyTorch's SGD with momentum 0.9 (dampening 0, no Nesterov) and weight decay 1e-4, on weights and biases alike:

    g <- gradient + decay * w,   v <- g at the first step, momentum * v + g afterwards,   w <- w - rate * v.

The rate multiplies the velocity as a whole and decay goes through the velocity: this is neither the form with
the rate inside the velocity nor decoupled decay. So small a decay moves the losses by at most 6e-5 of their
value (`lossesWithoutDecay64`), which float32 still resolves here; the final sums of squares move by 2e-4.
"""

from dataclasses import replace

import torch

from make_golden import FULLY_CONNECTED, run, summary, write


def main():
    torch.set_num_threads(1)
    task = replace(FULLY_CONNECTED, momentum=0.9, weight_decay=1e-4)
    document, _, _ = summary(task)
    losses, _, parameters = run(replace(task, weight_decay=0.0), torch.float64)
    document["lossesWithoutDecay64"] = losses
    document["finalSquaresWithoutDecay64"] = [float((p * p).sum()) for p in parameters]
    write("fc-momentum", document)


if __name__ == "__main__":
    main()
