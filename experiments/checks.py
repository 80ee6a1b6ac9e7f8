"""What is wrong with the project's pages beside what is made of runs: links above all."""

import itertools
import pathlib
import re

TOP = pathlib.Path(__file__).resolve().parent.parent
ARTICLES = TOP / "documentation/Kindling.docc"
LONGEST_README = 8000


def faults(pages, part):
    """A line for each fault of pages whose parts are what a pattern finds, and for each broken link of the project's."""
    for page in pages:
        text = page.read_text()
        if page == TOP / "README.md" and len(text.encode()) > LONGEST_README:
            yield f"{page}: expected {LONGEST_README} bytes at most, found {len(text.encode())}"
        for line in re.findall(r"^\$ .*", part.sub("", text), re.M):
            yield f"{page}: nothing makes the transcript of '{line[2:]}'"
    listed = (ARTICLES / "Kindling.md").read_text()
    for file in sorted(ARTICLES.glob("*.md")):
        if file.stem != "Kindling" and f"<doc:{file.stem}>" not in listed:
            yield f"{file}: the guide's first page does not list it"
    yield from broken(sorted({*pages, *TOP.glob("*.md"), *TOP.glob("[a-z]*/README.md"), *TOP.glob("benchmarks/*.md")}))


def broken(pages):
    """A line for each link or picture of pages whose file, article or heading is not there."""
    for page in pages:
        text = without_code(page.read_text())
        for target in re.findall(r"\]\(([^)\s]+)\)", text):
            if re.match(r"[a-z]+:", target):
                continue
            path, _, anchor = target.partition("#")
            file = (page.parent / path).resolve() if path else page
            if not file.exists():
                yield f"{page}: {target}: there is no such file"
            elif anchor and (file.suffix != ".md" or anchor not in anchors(file)):
                yield f"{page}: {target}: there is no such heading"
        for name in re.findall(r"<doc:(\w+)>", text):
            if not (ARTICLES / f"{name}.md").exists():
                yield f"{page}: doc:{name}: there is no such article"


def anchors(file):
    """The names by which GitHub knows a page's headings."""
    made = {}
    for heading in re.findall(r"^#+ +(.*?) *$", without_code(file.read_text(), keeping_inline=True), re.M):
        words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).replace("`", "").lower()
        name = re.sub(r"[^\w\- ]", "", words).replace(" ", "-")
        numbers = itertools.chain([""], (f"-{number}" for number in itertools.count(1)))
        made[next(name + number for number in numbers if name + number not in made)] = heading
    return made


def without_code(text, keeping_inline=False):
    """A page without its blocks of code and, unless they are kept, without the code within lines."""
    text = re.sub(r"^```.*?^```$", "", text, flags=re.S | re.M)
    return text if keeping_inline else re.sub(r"`[^`\n]*`", "", text)
