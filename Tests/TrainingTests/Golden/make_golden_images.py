"""Golden losses and gradients from PyTorch: plain SGD on two convolutional nets and a residual one.

    python3 make_golden_images.py          # writes three JSON files and their *-gradients.f32 beside this file

Images are 3 x 12 x 12, batches 16, the rate 0.05; draws and seeds are those of make_golden.py. Every
convolution is PyTorch's own Conv2d with a bias and `padding = kernel // 2`.

    conv-zero       three 3 x 3 convolutions of 5 features, each with a ReLU; zeros around the images; all
                    numbers of the last go into the linear output
    conv-circular   the same on a torus; the mean of each feature goes into the linear output
    resnet-conv     a convolution without a ReLU, then four modules x + 0.75^l branch(x), l from 1, of which the
                    first two have 4 features and the last two 6; a branch is convolution, ReLU, convolution;
                    the third module's first convolution has stride 2, and so has the 1 x 1 convolution through
                    which its x goes; then the mean of each feature and the linear output

A module's shortcut is registered before its branch: that is the order of the parameters and their seeds.
"""

import torch
from torch import nn

from make_golden import CLASSES, Task, chain, write_with_gradients

IMAGE = (3, 12, 12)


def convolution(inputs, outputs, kernel=3, stride=1, padding="zeros"):
    return nn.Conv2d(inputs, outputs, kernel, stride=stride, padding=kernel // 2, padding_mode=padding)


class Average(nn.Module):
    """The mean of each feature: [n, c, h, w] becomes [n, c]."""

    def forward(self, x):
        return x.mean(dim=(2, 3))


class Module(nn.Module):
    """shortcut(x) + scale * branch(x)."""

    def __init__(self, inputs, outputs, scale):
        super().__init__()
        stride = 1 if inputs == outputs else 2
        if stride != 1:
            self.shortcut = convolution(inputs, outputs, kernel=1, stride=stride)
        self.add_module("1", convolution(inputs, outputs, stride=stride))
        self.add_module("2", convolution(outputs, outputs))
        self.scale = scale

    def forward(self, x):
        first, second = self.get_submodule("1"), self.get_submodule("2")
        shortcut = self.shortcut(x) if hasattr(self, "shortcut") else x
        return shortcut + self.scale * second(torch.relu(first(x)))


def convolutional(padding, head, output):
    return chain(
        conv1=convolution(3, 5, padding=padding),
        relu1=nn.ReLU(),
        conv2=convolution(5, 5, padding=padding),
        relu2=nn.ReLU(),
        conv3=convolution(5, 5, padding=padding),
        relu3=nn.ReLU(),
        head=head,
        output=output,
    )


def convolutional_residual():
    return chain(
        input=convolution(3, 4),
        module1=Module(4, 4, 0.75),
        module2=Module(4, 4, 0.75**2),
        module3=Module(4, 6, 0.75**3),
        module4=Module(6, 6, 0.75**4),
        average=Average(),
        output=nn.Linear(6, CLASSES),
    )


NETWORKS = {
    "conv-zero": (
        lambda: convolutional("zeros", nn.Flatten(), nn.Linear(5 * 12 * 12, CLASSES)),
        "3 convolutions of 5 features, zero padding, relu after each, flattened",
    ),
    "conv-circular": (
        lambda: convolutional("circular", Average(), nn.Linear(5, CLASSES)),
        "3 convolutions of 5 features, circular padding, relu after each, averaged",
    ),
    "resnet-conv": (
        convolutional_residual,
        "2 stages of 4 and 6 features, 2 modules each, 2 convolutions a branch, scale 0.75^l, averaged",
    ),
}

if __name__ == "__main__":
    torch.set_num_threads(1)
    for name, (model, network) in NETWORKS.items():
        write_with_gradients(name, Task(model, network, IMAGE, batch=16, steps=10, rate=0.05))
