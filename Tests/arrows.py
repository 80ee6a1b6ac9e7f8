#!/usr/bin/env python3
"""Compares the arrows between rooms, by Package.swift and by `import` lines, with the map in ARCHITECTURE.md.

usage: Tests/arrows.py [--draw]: with --draw the arrows are printed for Graphviz. Ends with 1 where an arrow is not on the map,
points to a room that does not stand above, or is on the map alone.
"""

import json
import pathlib
import re
import subprocess
import sys

root = pathlib.Path(__file__).resolve().parent.parent


def map_rooms():
    """The rooms of the map from the ground up, each with those that it uses."""
    rooms = {}
    for line in (root / "ARCHITECTURE.md").read_text().splitlines():
        row = re.fullmatch(r"\| `(\w+)` \|.*\|([^|]*)\|", line)
        if row:
            rooms[row[1]] = set(re.findall(r"`(\w+)`", row[2]))
    return rooms


def package_rooms():
    """The rooms of the package, each with its folder and those that it may import."""
    dump = subprocess.run(["swift", "package", "dump-package"], cwd=root, capture_output=True, text=True, check=True)
    targets = {target["name"]: target for target in json.loads(dump.stdout)["targets"]}

    def is_room(target):
        path = target.get("path") or f"Sources/{target['name']}"
        return target["type"] in ("regular", "executable") and path.split("/")[0] in ("Sources", "experiments")

    rooms = {}
    for name, target in targets.items():
        if is_room(target):
            names = [next(iter(value for value in item.values()))[0] for item in target["dependencies"]]
            declared = {other for other in names if other in targets and is_room(targets[other])}
            rooms[name] = (root / (target.get("path") or f"Sources/{name}"), declared)
    return rooms


def imports(folder, rooms):
    """The rooms that the files of a folder import, each with one of these files."""
    found = {}
    for file in sorted(folder.rglob("*.swift")):
        for name in re.findall(r"^(?:@\w+ |public |package )*import (?:\w+ )?(\w+)", file.read_text(), re.MULTILINE):
            if name in rooms:
                found.setdefault(name, file.relative_to(root))
    return found


drawn, rooms, faults = map_rooms(), package_rooms(), []
if "--draw" in sys.argv[1:]:
    lines = [f'  "{name}" -> "{other}"' for name, (folder, _) in rooms.items() for other in imports(folder, rooms)]
    print("digraph rooms {\n" + "\n".join(sorted(lines)) + "\n}")
for name in drawn.keys() ^ rooms.keys():
    faults.append(f"{name} is on the map or in Package.swift alone")
order = list(drawn)
for name in drawn.keys() & rooms.keys():
    folder, declared = rooms[name]
    imported = imports(folder, rooms)
    for other, file in imported.items():
        if other not in drawn[name]:
            faults.append(f"{file} imports {other}, which the map does not have")
    for other in declared - drawn[name] - imported.keys():
        faults.append(f"Package.swift has {name} use {other}, which the map does not have")
    for other in drawn[name] - imported.keys():
        faults.append(f"the map has {name} use {other}, which no file imports")
    for other in drawn[name] & drawn.keys():
        if order.index(other) >= order.index(name):
            faults.append(f"the map has {name} use {other}, which does not stand above it")
for fault in sorted(faults):
    print(f"arrows.py: {fault}", file=sys.stderr)
sys.exit(1 if faults else 0)
