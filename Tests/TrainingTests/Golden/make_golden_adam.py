"""Golden losses and gradients from PyTorch: Adam on a convolutional net of large filters without padding.

    python3 make_golden_adam.py          # writes conv-valid-adam.json and conv-valid-adam-gradients.f32 beside this file

Images are 1 x 23 x 21, batches 16, Adam with PyTorch's defaults (rate 0.001); draws and seeds are those of
make_golden.py. Two 7 x 7 convolutions of 4 features without padding, each with a bias and a ReLU; all numbers of the
last go into the linear output.

What two sound programs of one precision may differ by is decided by the kinks of the ReLUs: where an input of one is a
rounding error away from 0, one program may have it off and the other on, and their gradients then differ by what flows
through that unit. So the script sees that no input comes so near 0 in any step: `leastInput` is the least size of any
in the float64 run, and the float32 run has no unit off that the float64 run has on.
"""

from dataclasses import replace

import numpy as np
import torch
from torch import nn

from make_golden import CLASSES, Task, chain, run, write_with_gradients


def convolutional():
    return chain(
        conv1=nn.Conv2d(1, 4, 7),
        relu1=nn.ReLU(),
        conv2=nn.Conv2d(4, 4, 7),
        relu2=nn.ReLU(),
        flatten=nn.Flatten(),
        output=nn.Linear(4 * 11 * 9, CLASSES),
    )


TASK = Task(
    convolutional,
    "2 convolutions of 4 features, 7 x 7 without padding, relu after each, flattened",
    image=(1, 23, 21),
    batch=16,
    steps=15,
    rate=0.001,
    adam=True,
)


def rectified(task, dtype):
    """The inputs of all ReLUs in all steps."""
    inputs = []
    model = task.model

    def watched():
        net = model()
        for layer in net.modules():
            if isinstance(layer, nn.ReLU):
                layer.register_forward_pre_hook(lambda _, x: inputs.append(x[0].detach().numpy().ravel()))
        return net

    run(replace(task, model=watched), dtype)
    return np.concatenate(inputs)


if __name__ == "__main__":
    torch.set_num_threads(1)
    single, double = rectified(TASK, torch.float32), rectified(TASK, torch.float64)
    assert ((single > 0) == (double > 0)).all(), "a unit is off in one precision and on in the other"
    write_with_gradients("conv-valid-adam", TASK, leastInput=float(np.abs(double).min()))
