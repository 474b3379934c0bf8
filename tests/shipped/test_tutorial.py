"""The tutorial as a reader follows it: each command in an empty home, with the installed program, and what it says.

In its Markdown a block ``yaml NAME`` is a file to be written, a block ``sh`` is run (``sh exit-1``: ends with 1; ``sh
install``: what the fixture has done in its own way), and a block ``text`` right after it is what it prints: line by line,
``…`` for anything in a line, and alone in a line for any lines.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.conftest import tool
from tests.shipped.conftest import ROOT, Installed

pytestmark = pytest.mark.long

BLOCK = re.compile(r"^```(\w+)(?: ([^\n]+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Step(NamedTuple):
    commands: str
    exit_code: int
    prints: str | None


class File(NamedTuple):
    name: str
    content: str


def steps_of(text: str) -> Iterator[Step | File]:
    blocks = list(BLOCK.finditer(text))
    for block, after in zip(blocks, [*blocks[1:], None], strict=True):
        kind, mark, content = block[1], block[2] or "", block[3]
        if kind == "yaml":
            yield File(mark, content)
        elif kind == "sh" and mark != "install":
            between = text[block.end() : after.start()].strip() if after else "end"
            prints = after[3] if after and after[1] == "text" and not between else None
            yield Step(content, int(mark.removeprefix("exit-") or 0), prints)


def pattern_of(expected: str) -> re.Pattern[str]:
    lines = []
    for line in expected.splitlines():
        lines.append(r"(?:[^\n]*\n)*?" if line == "…" else ".*".join(map(re.escape, line.split("…"))) + "\n")
    return re.compile("".join(lines) + r"\n*")


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_command_does_what_the_tutorial_says(language: str, installed: Installed, tmp_path: Path) -> None:
    tool("git", "git")
    home, here = tmp_path / "home", tmp_path / "here"
    home.mkdir()
    here.mkdir()
    environment = {
        "PATH": f"{installed.home / 'bin'}{os.pathsep}/usr/bin{os.pathsep}/bin",
        "HOME": str(home),
        "LANG": "de_DE.UTF-8" if language == "de" else "C.UTF-8",
        "GIT_CONFIG_NOSYSTEM": "1",
    }
    done = 0
    for step in steps_of((ROOT / "docs" / f"tutorial.{language}.md").read_text(encoding="utf-8")):
        if isinstance(step, File):
            (here / step.name).write_text(step.content, encoding="utf-8")
            continue
        script = f"set -e\n{step.commands}pwd > {home}/where\n"
        ran = subprocess.run(
            ["sh", "-c", script],
            cwd=here,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
            timeout=300,
        )
        said = ran.stdout
        assert ran.returncode == step.exit_code, f"{step.commands}\n{said}"
        if step.prints is not None:
            assert pattern_of(step.prints).fullmatch(said), f"{step.commands}\nprints\n{said}\nnot\n{step.prints}"
        if step.exit_code == 0:
            here = Path((home / "where").read_text(encoding="utf-8").strip())
        done += 1
    assert done > 12
    page = (here / "public" / f"acme.{language}.html").read_text(encoding="utf-8")
    assert "Hartwig Pumpen" in page if language == "de" else "Hartwell Pumps" in page
    assert {path.name for path in home.iterdir()} <= {"where", ".cache"}, "nothing else is left in the home folder"


def test_what_is_not_said_would_be_found() -> None:
    pattern = pattern_of("a\n…\nwrote …x\n")
    assert pattern.fullmatch("a\nb\nc\nwrote file.x\n")
    for other in ("a\nwrote file.y\n", "b\nwrote file.x\n", "a\nwrote file.x\nmore\n"):
        assert not pattern.fullmatch(other)
