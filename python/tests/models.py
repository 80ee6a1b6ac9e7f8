"""Models as people write them, of small sizes."""

from __future__ import annotations

from collections import OrderedDict

import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor, nn

Activation = type[nn.ReLU] | type[nn.SiLU]


def conv(inputs: int, outputs: int, kernel: int = 3, stride: int = 1, groups: int = 1) -> nn.Conv2d:
    return nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, groups=groups, bias=False)


class BasicBlock(nn.Module):
    """Two convolutions beside a shortcut, as in ResNet-18 and -20."""

    growth = 1

    def __init__(self, inputs: int, features: int, stride: int, activation: Activation = nn.ReLU) -> None:
        super().__init__()
        self.conv1, self.bn1 = conv(inputs, features, stride=stride), nn.BatchNorm2d(features)
        self.conv2, self.bn2 = conv(features, features), nn.BatchNorm2d(features)
        self.act = activation(inplace=True)
        self.downsample: nn.Module | None = None
        if stride > 1 or inputs != features:
            self.downsample = nn.Sequential(conv(inputs, features, 1, stride), nn.BatchNorm2d(features))

    def forward(self, x: Tensor) -> Tensor:
        identity = x if self.downsample is None else self.downsample(x)
        out = self.act(self.bn1(self.conv1(x)))
        out = self.bn2(self.conv2(out))
        out += identity
        return self.act(out)


class Bottleneck(nn.Module):
    """Three convolutions, the outer ones of one pixel, as in ResNet-50."""

    growth = 4

    def __init__(self, inputs: int, features: int, stride: int, activation: Activation = nn.ReLU) -> None:
        super().__init__()
        self.act = activation()
        self.conv1, self.bn1 = conv(inputs, features, 1), nn.BatchNorm2d(features)
        self.conv2, self.bn2 = conv(features, features, stride=stride), nn.BatchNorm2d(features)
        self.conv3, self.bn3 = conv(features, 4 * features, 1), nn.BatchNorm2d(4 * features)
        self.downsample: nn.Module | None = None
        if stride > 1 or inputs != 4 * features:
            self.downsample = nn.Sequential(conv(inputs, 4 * features, 1, stride), nn.BatchNorm2d(4 * features))

    def forward(self, x: Tensor) -> Tensor:
        out = self.act(self.bn1(self.conv1(x)))
        out = self.act(self.bn2(self.conv2(out)))
        out = self.bn3(self.conv3(out))
        return self.act(out + (x if self.downsample is None else self.downsample(x)))


class ResNet(nn.Module):
    """Stages of blocks of growing width, the first of stride 1."""

    def __init__(
        self, block: type[BasicBlock | Bottleneck], blocks: list[int], width: int, activation: Activation = nn.ReLU
    ) -> None:
        super().__init__()
        self.conv1, self.bn1, self.act = conv(3, width), nn.BatchNorm2d(width), activation(inplace=True)
        inputs = width
        for stage, count in enumerate(blocks):
            features = width * 2**stage
            layers = []
            for number in range(count):
                layers.append(block(inputs, features, 2 if stage > 0 and number == 0 else 1, activation))
                inputs = features * block.growth
            setattr(self, f"layer{stage + 1}", nn.Sequential(*layers))
        self.stages = len(blocks)
        self.avgpool, self.fc = nn.AdaptiveAvgPool2d((1, 1)), nn.Linear(inputs, 10)

    def forward(self, x: Tensor) -> Tensor:
        x = self.act(self.bn1(self.conv1(x)))
        for stage in range(self.stages):
            x = getattr(self, f"layer{stage + 1}")(x)
        return self.fc(torch.flatten(self.avgpool(x), 1))


def resnet18() -> nn.Module:
    return ResNet(BasicBlock, [2, 2, 2, 2], 4)


def resnet20() -> nn.Module:
    return ResNet(BasicBlock, [3, 3, 3], 4)


def resnet50(activation: Activation = nn.ReLU) -> nn.Module:
    return ResNet(Bottleneck, [3, 4, 6, 3], 4, activation)


def vgg(drop: float = 0.5) -> nn.Module:
    layers: list[nn.Module] = []
    inputs = 3
    for features in [8, 0, 16, 0, 16, 16, 0]:
        layers += [nn.Conv2d(inputs, features, 3, padding=1), nn.ReLU(True)] if features else [nn.MaxPool2d(2, 2)]
        inputs = features or inputs
    return nn.Sequential(OrderedDict(
        features=nn.Sequential(*layers), avgpool=nn.AdaptiveAvgPool2d((2, 2)), flatten=nn.Flatten(),
        classifier=nn.Sequential(
            nn.Linear(64, 32), nn.ReLU(True), nn.Dropout(drop), nn.Linear(32, 32), nn.ReLU(True), nn.Dropout(drop),
            nn.Linear(32, 10)),
    ))  # fmt: skip


def mlp() -> nn.Module:
    layers: list[nn.Module] = []
    for inputs, outputs in [(20, 32), (32, 32), (32, 32)]:
        layers += [nn.Linear(inputs, outputs), nn.LayerNorm(outputs), nn.GELU()]
    return nn.Sequential(*layers, nn.Linear(32, 7))


class InvertedResidual(nn.Module):
    """MobileNet's: wider, depthwise, narrower; with a shortcut where shapes allow it."""

    def __init__(self, inputs: int, outputs: int, stride: int) -> None:
        super().__init__()
        hidden = 4 * inputs
        self.conv = nn.Sequential(
            conv(inputs, hidden, 1), nn.BatchNorm2d(hidden), nn.SiLU(),
            conv(hidden, hidden, 3, stride, hidden), nn.BatchNorm2d(hidden), nn.SiLU(),
            conv(hidden, outputs, 1), nn.BatchNorm2d(outputs),
        )  # fmt: skip
        self.adds = stride == 1 and inputs == outputs

    def forward(self, x: Tensor) -> Tensor:
        return x + self.conv(x) if self.adds else self.conv(x)


def mobilenet() -> nn.Module:
    return nn.Sequential(
        conv(3, 8, stride=2), nn.BatchNorm2d(8), nn.SiLU(), InvertedResidual(8, 8, 1), InvertedResidual(8, 12, 2),
        InvertedResidual(12, 12, 1), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Dropout(0.0), nn.Linear(12, 10),
    )  # fmt: skip


class Functional(nn.Module):
    """Everything that has no state as a call of a function."""

    def __init__(self) -> None:
        super().__init__()
        self.conv1, self.conv2 = nn.Conv2d(3, 6, 3, padding=1), nn.Conv2d(6, 6, 3)
        self.norm = nn.GroupNorm(2, 6)
        self.fc1, self.fc2 = nn.Linear(6 * 7 * 7, 16), nn.Linear(16, 10)
        self.weight = nn.Parameter(0.2 * torch.randn(16, 16))

    def forward(self, x: Tensor) -> Tensor:
        x = F.max_pool2d(F.leaky_relu(self.conv1(x), 0.1), 2)
        x = torch.tanh(self.norm(F.avg_pool2d(self.conv2(x), 2, 1)))
        x = x + 0.5 * F.gelu(x, approximate="tanh")
        x = x.view(x.size(0), -1)
        x = F.elu(self.fc1(x))
        x = x + F.linear(x, self.weight).sigmoid() / 2
        return self.fc2(F.dropout(F.silu(x), 0.0, self.training))


class Scaled(nn.Module):
    """A module of one's own: a branch with a learnt factor and a learnt summand, and a factor for each feature."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.inner = nn.Linear(width, width, bias=False)
        self.gain, self.shift = nn.Parameter(torch.tensor(0.5)), nn.Parameter(torch.tensor([0.1]))
        self.gains = nn.Parameter(torch.linspace(0.5, 1.5, width))

    def forward(self, x: Tensor) -> Tensor:
        return x * self.gains + self.gain * F.softplus(self.inner(x + self.shift))


def custom() -> nn.Module:
    return nn.Sequential(nn.Flatten(), nn.Linear(48, 12), nn.RMSNorm(12), nn.SELU(), Scaled(12), Scaled(12),
                         nn.Tanh(), nn.Linear(12, 5))  # fmt: skip


class Raw(nn.Module):
    """Products of arrays of one's own, and names that the program gives layers too."""

    def __init__(self) -> None:
        super().__init__()
        self.weight, self.flatten1 = nn.Parameter(torch.randn(8, 12) / 4), nn.Linear(8, 8)
        self.dropout1, self.sum1 = nn.Linear(8, 8), nn.Linear(8, 8)

    def forward(self, x: Tensor) -> Tensor:
        x = F.dropout(F.linear(x.flatten(1), self.weight), 0.3, training=False)
        x = self.dropout1(torch.erf(self.flatten1(x)))
        return x + F.relu(self.sum1(x)) * 0.5 + x / 4


class ShapeDependent(nn.Module):
    """What torch.fx cannot trace: a branch on the shape of the input."""

    def __init__(self) -> None:
        super().__init__()
        self.conv, self.fc = nn.Conv2d(3, 4, 3, padding="same", padding_mode="circular"), nn.Linear(4, 6)
        self.norm = nn.BatchNorm2d(4, momentum=0.3, eps=1e-3)

    def forward(self, x: Tensor) -> Tensor:
        if x.dim() != 4:
            raise ValueError("images only")
        if x.shape[1] > 1:
            x = F.relu(self.norm(self.conv(x)))
        y = F.relu(x)
        y = y + x
        return self.fc(y.mean(dim=(2, 3)))


AGREEING = {
    "resnet18": (resnet18, (3, 16, 16)),
    "resnet20": (resnet20, (3, 16, 16)),
    # Of a million rectifiers one lies within rounding of its kink, where gradients jump.
    "resnet50": (lambda: resnet50(nn.SiLU), (3, 16, 16)),
    "vgg": (lambda: vgg(0.0), (3, 16, 16)),
    "mlp": (mlp, (20,)),
    "mobilenet": (mobilenet, (3, 16, 16)),
    "functional": (Functional, (3, 20, 20)),
    "custom": (custom, (3, 4, 4)),
    "raw": (Raw, (3, 2, 2)),
    "untraceable": (ShapeDependent, (3, 5, 6)),
}
"""Models that both programs must make the same of, with the shape of their inputs."""
