"""Golden distances of points from the nearest boundaries of their activation regions, by programmes of SciPy's.

    python3 -m venv VENV          # Python 3.11
    VENV/bin/pip install numpy==2.4.6 scipy==1.17.1
    VENV/bin/python make_golden_distances.py          # writes distances.json beside this file

Each case has the hidden layers of a ReLU network, unit by unit its weights and then its bias, all of them whole numbers, and
points with the distance of each from the boundary of its region.

The region is the polytope on which every unit keeps the sign that it has at the point. For every unit a linear programme
(linprog, HiGHS) finds whether the unit's hyperplane touches the polytope: whether the unit can become 0 there. For those that
can, a least-distance programme finds the nearest point of the polytope on the hyperplane: it is one of Lawson and Hanson's
(1974, chapter 23), solved exactly by their active sets (nnls), with the hyperplane as two inequalities. The distance is the
least of all. So what is asked for is the nearest point of the boundary under all constraints, and no formula for it. Each
nearest point is then put into the network itself, where its unit must be 0 and no unit of another sign.
"""

import json
import pathlib

import numpy as np
from scipy.optimize import linprog, nnls

CASES = [(2, [3]), (2, [6, 5]), (2, [4, 4, 4, 4]), (3, [8, 8]), (5, [4, 9, 3]), (6, [10, 10]), (8, [5, 5, 5]), (12, [6, 8])]
POINTS, LIMIT = 12, 6


def forward(hidden, point):
    """The pre-activations at a point, and what they are as functions of the input in the point's region."""
    slope, constant = np.eye(len(point)), np.zeros(len(point))
    slopes, constants = [], []
    for layer in hidden:
        weights, biases = layer[:, :-1], layer[:, -1]
        slope, constant = weights @ slope, weights @ constant + biases
        slopes.append(slope)
        constants.append(constant)
        on = slope @ point + constant > 0
        slope, constant = slope * on[:, None], constant * on
    return np.vstack(slopes), np.concatenate(constants)


def plain(hidden, point):
    """The pre-activations at a point, computed without regions."""
    found = []
    for layer in hidden:
        point = layer[:, :-1] @ point + layer[:, -1]
        found.append(point)
        point = np.maximum(point, 0)
    return np.concatenate(found)


def nearest(slopes, constants, unit):
    """The shortest step y with slopes · y + constants ≥ 0, and 0 for the unit; None where there is none."""
    rows = np.vstack([slopes, -slopes[unit]])
    bounds = -np.concatenate([constants, [-constants[unit]]])
    target = np.zeros(rows.shape[1] + 1)
    target[-1] = 1
    weights, _ = nnls(np.vstack([rows.T, bounds]), target, maxiter=10_000)
    rest = np.vstack([rows.T, bounds]) @ weights - target
    return None if abs(rest[-1]) < 1e-12 else -rest[:-1] / rest[-1]


def distance(hidden, point):
    slopes, constants = forward(hidden, point)
    values = slopes @ point + constants
    signs = np.where(values > 0, 1.0, -1.0)
    slopes, values = slopes * signs[:, None], values * signs
    moving = np.abs(slopes).sum(axis=1) > 0
    slopes, values = slopes[moving], values[moving]
    least, step = np.inf, None
    for unit, slope in enumerate(slopes):
        programme = linprog(slope, A_ub=-slopes, b_ub=values, bounds=(None, None))
        touches = programme.status == 3 or (programme.status == 0 and programme.fun + values[unit] <= 1e-9)
        found = nearest(slopes, values, unit) if touches else None
        if found is not None and np.linalg.norm(found) < least:
            least, step = np.linalg.norm(found), found
    there = plain(hidden, point + step)[moving] * signs[moving]
    assert np.abs(there).min() < 1e-9 and there.min() > -1e-9, there
    return least


def main():
    random = np.random.default_rng(27)
    cases = []
    for inputs, widths in CASES:
        hidden, fan = [], inputs
        for width in widths:
            hidden.append(random.integers(-LIMIT, LIMIT + 1, size=(width, fan + 1)).astype(float))
            fan = width
        # Eighths, which floating point has exactly.
        points = random.integers(-16, 17, size=(POINTS, inputs)) / 8
        cases.append({
            "inputs": inputs,
            "hidden": [layer.astype(int).tolist() for layer in hidden],
            "points": points.tolist(),
            "distances": [distance(hidden, point) for point in points],
        })
        print(widths, min(cases[-1]["distances"]), max(cases[-1]["distances"]))
    text = "[\n" + ",\n".join(json.dumps(case) for case in cases) + "\n]\n"
    (pathlib.Path(__file__).parent / "distances.json").write_text(text)


main()
