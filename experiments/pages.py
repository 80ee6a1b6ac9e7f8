#!/usr/bin/env python3
"""Writes what pages show of real runs anew: transcripts, tables, verdicts and pictures.

    experiments/pages.py [--kindling PROGRAM] [--results DIR]… [--check] [PAGE…]

The pages are README, those of the papers and the guide's articles. A page says above each such part, in a comment, what
makes it, and ends it with <!-- end -->:

    <!-- transcript: kindling predict --depth 30 | lines 1-7 9 12-15 -->
        what the command prints; '| lines' keeps some lines, '| columns' some columns of a table by their headings, and
        cut lines leave an ellipsis. A page's commands run one after another in an empty folder of its own
    <!-- file: width.json5 -->
        a block of code, which the commands below find as a file of this name
    <!-- times: fig3.csv type depth -->
        epochs to start, a row a type and a column a depth
    <!-- regions: regions-lines.csv corrupted 0 1/4 1 20 -->
        regions over their expected number, a row a share of corrupted labels and a column an epoch; what is learnt
    <!-- accuracy: isometry-accuracy.csv depth=100 rate initialisation -->
        test accuracies at depth 100, a row a rate and a column an initialisation; where neither is the rate, with it where one was chosen
    <!-- means: fig4-wide.csv padding=zero setting depth -->
        means with their standard errors, and theory's below them
    <!-- distances: distances-training.csv points=test widths epoch -->
        mean distances times the number of units, a row a network and a column an epoch
    <!-- which: convolutional residual -->
        what starts in networks that are called so, or in 'all', by 'kindling which' of all DIRs; six initialisations a cell
    <!-- verdicts: fig3 -->
        the figure's claims, what became of them and what that rests on, by 'kindling report'

Tables come from the CSV files that 'kindling reproduce --out DIR' writes, verdicts and pictures from the store runs.db
beside them, by 'kindling report': a page's picture NAME.svg or NAME.png is drawn anew where a whole experiment has a
figure of that name.
A part that cannot be made here stays as it is and is told of: results lie in no DIR, a program is missing, or other kernels
are in use than those that made a transcript (transcripts.py). With --check nothing is written; a page that would change
is an error, and so are a link that leads nowhere, a transcript that nothing makes and a README that is too long.
"""

import argparse
import collections
import csv
import difflib
import fractions
import functools
import itertools
import json
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

# Compiled modules would lie among the package's sources.
sys.dont_write_bytecode = True
import checks
from transcripts import Absent, Folder

TOP = pathlib.Path(__file__).resolve().parent.parent
PART = re.compile(
    r"<!-- (transcript|file|times|regions|accuracy|means|distances|which|verdicts): (.*?) -->\n(.*?)<!-- end(:.*?)? -->", re.S)


def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    options.add_argument("--kindling", default=TOP / ".build/release/kindling", type=pathlib.Path)
    options.add_argument("--results", action="append", type=pathlib.Path, metavar="DIR")
    options.add_argument("--check", action="store_true", help="write nothing; fail where a page would change")
    options.add_argument("pages", nargs="*", type=pathlib.Path, metavar="PAGE")
    given = options.parse_args()
    pages = [page.resolve() for page in given.pages] or [
        TOP / "README.md", *sorted((TOP / "experiments").glob("*/README.md")), *sorted(checks.ARTICLES.glob("*.md"))]
    # What somebody has run here lately is not what pages tell of.
    results = given.results or ([] if given.check else [TOP / "results"])
    maker = Maker(given.kindling.resolve(), results)
    changed = [page for page in pages if renew(page, maker, given.check)]
    faults = [*checks.faults(pages, PART)] if given.check else []
    for fault in faults:
        print(f"pages: {fault}", file=sys.stderr)
    return 1 if given.check and changed or faults else 0


def renew(page, maker, check):
    """Makes a page's parts anew; says whether that changed it."""
    left = collections.Counter()
    before = page.read_text()
    folder = Folder(maker.kindling, check) if "<!-- transcript:" in before else None

    def part(match):
        kind, words, body, mark = match.groups(default="")
        try:
            if kind == "file":
                folder.write(words, body)
                return match.group(0)
            made, mark = folder.transcript(words, mark) if kind == "transcript" else (getattr(maker, kind)(words), "")
        except Absent as absent:
            left[str(absent)] += 1
            return match.group(0)
        return f"<!-- {kind}: {words} -->\n{made}\n<!-- end{mark} -->"

    for picture in page.parent.glob("**/*.[sp][vn]g") if page.parent.parent == TOP / "experiments" else []:
        if not check and (drawn := maker.picture(picture.name)):
            picture.write_bytes(drawn)
    after = PART.sub(part, before)
    for reason, count in left.items():
        print(f"{page}: {count} parts left as they are: {reason}", file=sys.stderr)
    if after == before:
        return False
    if check:
        sys.stdout.writelines(difflib.unified_diff(
            before.splitlines(True), after.splitlines(True), str(page), "made anew"))
    else:
        page.write_text(after)
        print(f"{page}: made anew")
    return True


class Maker:
    """Makes the parts, one method a kind."""

    def __init__(self, kindling, results):
        self.kindling = kindling
        self.results = results

    def times(self, words):
        rows, row, column = self.grid(words)
        return markdown(row, column, rows, started)

    def regions(self, words):
        file, axis, *epochs = shlex.split(words)
        rows = self.rows(file)
        runs = {(item[axis], float(item["epoch"])): item for item in rows}
        values = list(dict.fromkeys(item[axis] for item in rows))
        last = max(epoch for _, epoch in runs)
        ends = [runs[value, last] for value in values]
        learnt = {"training": "training_accuracy", "test": "test_accuracy"}
        if all(end["training_accuracy"] == end["test_accuracy"] for end in ends):
            learnt = {"learnt": "training_accuracy"}
        table = [[axis, "epoch " + epochs[0], *epochs[1:], *learnt]]
        for value in values:
            cells = [f"{float(runs[value, float(fractions.Fraction(epoch))]['ratio']):.2f}" for epoch in epochs]
            cells += [f"{100 * float(runs[value, last][field]):.1f} %" for field in learnt.values()]
            table.append([value, *cells])
        return lines_of(table)

    def accuracy(self, words):
        rows, row, column = self.grid(words)

        def text(item):
            return accuracy_text(item) + ("" if "rate" in words or "rate" not in item else f", rate {item['rate']}")

        return markdown(row, column, rows, text)

    def means(self, words):
        rows, row, column = self.grid(words)
        measured = [{**item, row: f"{item[row]}, measured"} for item in rows]
        theory = [{**item, row: f"{item[row]}, theory", "standard_error": ""} for item in rows]
        pairs = [item for pair in zip(measured, theory) for item in pair]
        return markdown(row, column, pairs, mean_text)

    def distances(self, words):
        rows, row, column = self.grid(words)
        rows = [{**item, "epoch": f"{float(item['epoch']):g}"} for item in rows]
        return markdown(row, column, rows, lambda item: f"{float(item['scaled_distance']):.2f}")

    def which(self, words):
        stores = [folder for folder in self.results if (folder / "runs.db").exists()]
        if not stores:
            raise Absent("there is no store of results")
        command = [self.kindling, "which", "--json", *itertools.chain(*(["--results", folder] for folder in stores))]
        made = json.loads(subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout)
        rows = [row for row in made["decisions"] if words == "all" or row["network"].startswith(words)]
        verdicts = ["starts", "sometimes", "fails"]
        table = [["network", "layers", *verdicts]]
        for (network, layers), group in itertools.groupby(rows, key=lambda row: (row["network"], row["layers"])):
            group = list(group)
            cells = [best(row for row in group if row["verdict"] == verdict) for verdict in verdicts]
            if any(cells):
                table.append([network, layers, *cells])
        figures = ", ".join(f"`{name}`" for name in made["experiments"])
        return f"{made['runs']} runs of {figures}.\n\n{lines_of(table)}"

    def verdicts(self, words):
        claims = next((made[words] for made, _ in map(self.report, self.results) if words in made), None)
        if claims is None:
            raise Absent("its runs are in no store")
        return "\n".join(
            f"- **{claim['verdict'].capitalize()}:** {claim['statement']}: {grounds(claim)}" for claim in claims)

    def picture(self, name):
        """The picture of this name as a whole experiment of a store draws it, or nothing."""
        return next((pictures[name] for _, pictures in map(self.report, self.results) if name in pictures), None)

    @functools.cache
    def report(self, folder):
        """The claims of each whole experiment in a folder's store by its name, and all pictures by theirs."""
        store = folder / "runs.db"
        if not store.exists():
            return {}, {}
        with tempfile.TemporaryDirectory() as drawn:
            command = [self.kindling, "report", store, "--out", f"{drawn}/report.html", "--json"]
            command += ["--pictures", drawn, "--format", "svg,png"]
            text = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
            pictures = {file.name: file.read_bytes() for file in pathlib.Path(drawn).glob("*.[sp][vn]g")}
        experiments = {item["name"]: item for item in json.loads(text)["experiments"]}
        whole = {name for name, item in experiments.items() if item["missing"] == 0}

        def owner(picture):
            return max((name for name in experiments if picture.startswith(name)), key=len, default=None)

        pictures = {name: picture for name, picture in pictures.items() if owner(name) in whole}
        return {name: experiments[name]["claims"] for name in whole}, pictures

    def grid(self, words):
        """The rows of 'FILE [FIELD=VALUE]… ROW COLUMN' that have the values, and the two fields."""
        file, *conditions, row, column = shlex.split(words)
        rows = self.rows(file)
        for condition in conditions:
            field, _, value = condition.partition("=")
            rows = [item for item in rows if item[field] == value]
        return rows, row, column

    def rows(self, name):
        file = next((file for folder in self.results if (file := folder / name).exists()), None)
        if file is None:
            raise Absent("its file is in no folder of results")
        with file.open(newline="") as text:
            return list(csv.DictReader(text))


def markdown(row, column, rows, text):
    """A table with a line a value of one field and a column a value of another."""
    cells = {(item[row], item[column]): item for item in rows}
    columns = list(dict.fromkeys(item[column] for item in rows))
    # Numbers in the head of a table need to be told of what.
    first = f"{column} {columns[0]}" if re.fullmatch(r"[\d.]+", columns[0]) else columns[0]
    table = [[row, first, *columns[1:]]]
    for value in dict.fromkeys(item[row] for item in rows):
        table.append([value, *(text(cells[value, other]) if (value, other) in cells else "" for other in columns)])
    return lines_of(table)


def lines_of(table):
    table.insert(1, ["---"] * len(table[0]))
    return "\n".join("| " + " | ".join(cells) + " |" for cells in table)


def started(item):
    """Epochs to start: mean ± standard deviation over the runs that did, and how many did not."""
    parts = []
    if int(item["started"]) > 0:
        spread = float(item["standard_deviation"] or "nan")
        parts.append(f"{float(item['mean_epoch']):.1f}" + (f" ± {spread:.1f}" if int(item["started"]) > 1 else ""))
    parts += [f"{item[end]} {end}" for end in ("censored", "diverged") if int(item[end]) > 0]
    return ", ".join(parts)


def accuracy_text(item):
    """A mean test accuracy in per cent with its interval, and how many runs diverged."""
    mean, low, high = (f"{100 * float(item[field]):.1f}" for field in ("mean_accuracy", "low", "high"))
    return f"{mean} ({low} to {high})" + (f", {item['diverged']} diverged" if int(item["diverged"]) > 0 else "")


def mean_text(item):
    """A mean with its standard error, or theory's value."""
    if item["standard_error"]:
        return f"{float(item['mean']):.3f} ± {float(item['standard_error']):.3f}"
    return f"{float(item['expected_mean']):.3f}"


def best(rows, most=6):
    """The first of some initialisations, in words, and how many more there are."""
    texts = [decided(row) for row in rows]
    return "; ".join(texts[:most] + [f"and {len(texts) - most} more"] * (len(texts) > most))


def decided(row):
    """How many runs of an initialisation started, and at which median epoch and rate."""
    epoch = f"epoch {row['medianEpoch']:g} of " if "medianEpoch" in row else "within "
    epoch += " to ".join(dict.fromkeys(map(str, row["limits"]))) + ", "
    diverged = f", {row['diverged']} diverged" if row["diverged"] else ""
    return f"{row['initialization']} {row['started']}/{row['runs']} ({epoch}rate {row['rate']}{diverged})"


def grounds(claim):
    """What a verdict rests on, with the p-values of its data were the claim false and were it true."""
    if claim["ifFalse"] == claim["ifTrue"] == 1:
        return claim["evidence"]
    return f"{claim['evidence']}; p {chance(claim['ifFalse'])} if false, {chance(claim['ifTrue'])} if true"


def chance(value):
    """A p-value as Kindling's own tables say it."""
    return "< 1e-99" if value < 1e-99 else f"{value:.1e}" if value < 0.001 else f"{value:#.2g}"


if __name__ == "__main__":
    sys.exit(main())
