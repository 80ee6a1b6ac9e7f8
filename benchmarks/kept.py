"""What an earlier report says of workloads that are not measured anew, so that some can be without the others."""

from pathlib import Path


class Kept:
    """The lines of a report, section by section; none where there is no report, or none of it is to be kept."""

    def __init__(self, file=None):
        self.sections, section = {}, ""
        for line in Path(file).read_text().splitlines() if file and Path(file).exists() else []:
            if line.startswith("## "):
                section = line
            self.sections.setdefault(section, []).append(line)

    def table(self, section, columns, rows):
        """Rows, each begun by its workload, in the place of the table's own; those of other workloads stay.

        Exits where the table has other columns.
        """
        lines = [line for line in self.sections.get(section, []) if line.startswith("|")]
        cells = [[cell.strip() for cell in line[1:-1].split("|")] for line in lines]
        if cells and cells[0] != columns:
            raise SystemExit(
                f"--keep: expected the columns {', '.join(columns)} in '{section}', found {', '.join(cells[0])}")
        return list(({row[0]: row for row in cells[2:]} | {row[0]: row for row in rows}).values())

    def settled(self, section, found):
        """What configurations settled on, {(label, how): workloads}, with what the section says of other workloads."""
        measured = {(label, name) for (label, _), names in found.items() for name in names}
        settled = {}
        for line in self.sections.get(section, []):
            if line.startswith("- "):
                label, how, names = line[2:].split(": ", 2)
                left = [name for name in names.split(", ") if (label, name) not in measured]
                settled[label, how] = left
        for key, names in found.items():
            settled[key] = settled.get(key, []) + names
        return {key: names for key, names in settled.items() if names}
