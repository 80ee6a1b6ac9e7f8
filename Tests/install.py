#!/usr/bin/env python3
"""Installs the program into an empty root, asks bash, zsh and fish to complete command lines, reads the manual page, and
removes it all again.

    Tests/install.py PROGRAM

A shell that is not on this machine is left out with a word.
"""

import os
import pathlib
import pty
import re
import select
import shutil
import subprocess
import sys
import tempfile
import time

# What stands on the command line, some of what is offered, and what is not.
CASES = [
    ("kindling tr", {"train"}, {"sweep", "--depth"}),
    ("kindling train --opt", {"--optimizer"}, {"--rate", "train"}),
    ("kindling train --optimizer ada", {"adam", "adamw"}, {"sgd"}),
    ("kindling compare --init he-normal,glorot-u", {"he-normal,glorot-uniform"}, {"he-normal", "glorot-uniform"}),
    ("kindling reproduce fig1", {"fig1a", "fig1b"}, {"fig2a"}),
    ("kindling sweep --kind le", {"lengths"}, {"signals"}),
    ("kindling runs --res", {"--result"}, {"--kind"}),
    ("kindling help com", {"compare"}, {"train"}),
    ("kindling bench --qu", {"--quiet"}, {"--rounds"}),
    ("kindling report --out pa", {"page.html"}, {"--pictures"}),
]


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    home = pathlib.Path(__file__).resolve().parent.parent
    with tempfile.TemporaryDirectory() as folder:
        root, place = pathlib.Path(folder, "root"), pathlib.Path(folder, "place")
        place.mkdir()
        (place / "page.html").touch()
        make(home, "install", program, root)
        installed = sorted(str(file.relative_to(root)) for file in root.rglob("*") if file.is_file())
        prefix = root / "opt/kindling"
        environment = {"PATH": f"{prefix}/bin:{os.environ['PATH']}", "HOME": folder, "TERM": "dumb", "LANG": "C.UTF-8"}
        version = run(["kindling", "version"], environment, place)
        expect(re.fullmatch(r"kindling \d+\.\d+\.\d+\n", version), f"the installed program says {version!r}")
        shells = [check(shell, complete, prefix, environment, place)
                  for shell, complete in [("bash", bash), ("zsh", zsh), ("fish", fish)]]
        manual(prefix / "share/man/man1/kindling.1", environment, place)
        make(home, "uninstall", program, root)
        left = [str(path) for path in root.rglob("*") if not path.is_dir()]
        expect(not left, f"uninstall leaves {left}")
    print(f"install.py: {len(installed)} files put in place and removed; {len(CASES)} lines completed by "
          + ", ".join(filter(None, shells)))


def make(home, job, program, root):
    subprocess.run(["make", "--silent", job, f"PROGRAM={program}", f"DESTDIR={root}", "PREFIX=/opt/kindling"], cwd=home,
                   check=True)


def run(words, environment, place):
    return subprocess.run(words, env=environment, cwd=place, check=True, capture_output=True, text=True).stdout


def expect(holds, message):
    if not holds:
        sys.exit(f"install.py: {message}")


def check(shell, complete, prefix, environment, place):
    """Sees what a shell offers; the shell's name where it is there."""
    if shutil.which(shell) is None:
        print(f"install.py: no {shell} here", file=sys.stderr)
        return None
    for line, wanted, unwanted in CASES:
        # Shells put signs behind words, and take them back.
        offered = {word.rstrip("=,\b") for word in complete(line, prefix, environment, place)}
        expect(wanted <= offered, f"{shell} offers {sorted(offered)} after {line!r}, not {sorted(wanted - offered)}")
        expect(not unwanted & offered, f"{shell} offers {sorted(unwanted & offered)} after {line!r}")
    return shell


def bash(line, prefix, environment, place):
    words = line.split(" ")
    script = (f"source {prefix}/share/bash-completion/completions/kindling; COMP_WORDS=({' '.join(words)}); "
              f"COMP_CWORD={len(words) - 1}; _kindling; printf '%s\\n' \"${{COMPREPLY[@]}}\"")
    return run(["bash", "--norc", "-euc", script], environment, place).split()


def fish(line, prefix, environment, place):
    script = f"source {prefix}/share/fish/vendor_completions.d/kindling.fish; complete -C {line!r}"
    return [line.split("\t")[0] for line in run(["fish", "--no-config", "-c", script], environment, place).splitlines()]


def zsh(line, prefix, environment, place):
    """What an interactive zsh lists or fills in when Tab is pressed: it completes nowhere else."""
    main, other = pty.openpty()
    setup = (f"PS1= PS2= RPS1=; fpath=({prefix}/share/zsh/site-functions $fpath); autoload -Uz compinit; compinit -u -D; "
             "zstyle ':completion:*' list-prompt ''; setopt no_beep auto_list no_list_ambiguous; unset zle_bracketed_paste; "
             "LISTMAX=0; echo rea''dy\n")
    shell = subprocess.Popen(["zsh", "-f", "-i"], stdin=other, stdout=other, stderr=other, cwd=place, env=environment,
                             start_new_session=True)
    os.close(other)
    try:
        os.write(main, setup.encode())
        until(main, "ready")
        os.write(main, (line + "\t").encode())
        text = until(main, None)
    finally:
        shell.kill()
        shell.wait()
        os.close(main)
    text = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]|[\x07\r]", " ", text)
    # What is typed is no offer, but for what becomes of its last word.
    return [word for word in text.split() if word not in line.split()[:-1]]


def until(file, mark):
    """What a terminal prints up to a mark, or until it is silent for a second."""
    text, end = "", time.monotonic() + 20
    while time.monotonic() < end:
        ready, _, _ = select.select([file], [], [], 20 if mark else 1)
        if not ready:
            return text
        text += os.read(file, 65536).decode(errors="replace")
        if mark and mark in text:
            return text
    return text


def manual(page, environment, place):
    """The manual page is set without a warning, and has every command."""
    if shutil.which("groff") is None:
        print("install.py: no groff here", file=sys.stderr)
        return
    result = subprocess.run(["groff", "-man", "-Tutf8", "-ww", "-rLL=100n", str(page)], env=environment, cwd=place,
                            capture_output=True, text=True)
    expect(result.returncode == 0 and not result.stderr, f"groff says {result.stderr[:500]!r}")
    text = re.sub(r"\x1b\[[0-9;]*m|.\x08", "", result.stdout)
    commands = re.findall(r"^  (\w+) ", run(["kindling", "help"], environment, place).split("options")[0], re.M)
    for command in commands:
        if command not in ("help", "version"):
            expect(f"   kindling {command}\n" in text, f"the manual page has no {command}")
    for words in ["--optimizer NAME", "EXIT STATUS", "KINDLING_DATA", "kindling sweep fig3 --out results/fig3 --watch"]:
        expect(words in text, f"the manual page has no {words!r}")


if __name__ == "__main__":
    main()
