"""The cases of ``tests/cases/messages``: a mistake in a small profile, what is said of it, and the cure.

Each file says what was mistaken (``about``), which lines of ``base.profile.yaml`` stand differently (``here``; the whole
file, if it is left out), how they were written (``wrong``) and how they are after the cure was followed to the letter
(``right``). ``de`` and ``en`` are what `validate` prints. ``fix`` tells how far the change goes that it offers to
programs: ``right`` to just this cure, ``valid`` to another one that is accepted, ``none`` if it offers none.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from lmmm_report.cli.console import as_text
from lmmm_report.editing.fixing import applied
from lmmm_report.load.profile.profile import check_profile, load_profile_text
from lmmm_report.making.fixing import with_fixes
from lmmm_report.making.model_ids import ids_at
from lmmm_report.problems import Problem, UserError

FOLDER = Path(__file__).resolve().parent / "cases" / "messages"
BASE = (FOLDER / "base.profile.yaml").read_text(encoding="utf-8")
NAME = "profile.yaml"
CRITERIA, MEASURES = ids_at(None)


@dataclass(frozen=True)
class Case:
    """One mistake."""

    path: Path
    about: str
    here: str
    wrong: str
    right: str
    de: str
    en: str
    fix: str
    encoding: str

    def written(self, text: str, *, encoding: str = "utf-8") -> bytes:
        """The profile with ``text`` in the place of the case."""
        assert not self.here or BASE.count(self.here) == 1, self.path.name
        whole = BASE.replace(self.here, text) if self.here else text
        return whole.encode(encoding)


def cases() -> list[Case]:
    """All of them, by name."""
    return [case_at(path) for path in sorted(FOLDER.glob("*.yaml")) if path.name != "base.profile.yaml"]


def case_at(path: Path) -> Case:
    """The case in a file."""
    told: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    texts = {name: str(told.get(name, "")) for name in ("about", "here", "wrong", "right", "de", "en")}
    return Case(path, fix=str(told.get("fix", "none")), encoding=str(told.get("encoding", "utf-8")), **texts)


def problems_of(data: bytes, folder: Path) -> tuple[Problem, ...]:
    """Everything that `validate` says of these bytes, with the changes that it offers."""
    file = folder / NAME
    file.write_bytes(data)
    _, problems = check_profile(file, criteria=CRITERIA, measures=MEASURES)
    return tuple(with_fixes(file, problems, faults_of))


def faults_of(data: bytes, name: str) -> Sequence[Problem]:
    """The errors in these bytes."""
    try:
        load_profile_text(data, name, criteria=CRITERIA, measures=MEASURES)
    except UserError as error:
        return error.problems
    return ()


def printed(problems: Sequence[Problem], language: str) -> str:
    """What a pipe gets of them."""
    return "".join(as_text(problem._replace(file=NAME), language) + "\n" for problem in problems)


def fixed(data: bytes, folder: Path) -> bytes:
    """The bytes after each offered change was made, one after the other."""
    for _ in range(20):
        edits = next((problem.fix for problem in problems_of(data, folder) if problem.fix), None)
        if edits is None:
            return data
        data = applied(data.decode().removeprefix("\ufeff"), edits).encode()
    raise AssertionError("the offered changes lead round in a circle")


def reach_of_fix(case: Case, folder: Path) -> str:
    """How far the offered changes go."""
    wrong = case.written(case.wrong, encoding=case.encoding)
    if case.encoding != "utf-8" or not any(problem.fix for problem in problems_of(wrong, folder)):
        return "none"
    made = fixed(wrong, folder)
    if made == case.written(case.right):
        return "right"
    return "valid" if not faults_of(made, NAME) else "partly"


def render(case: Case, folder: Path) -> str:
    """The file of a case with what is said of it now."""
    problems = problems_of(case.written(case.wrong, encoding=case.encoding), folder)
    parts = [f"about: {json.dumps(case.about, ensure_ascii=False)}\n"]
    if case.encoding != "utf-8":
        parts.append(f"encoding: {case.encoding}\n")
    told = {"here": case.here, "wrong": case.wrong, "right": case.right}
    told |= {language: printed(problems, language) for language in ("de", "en")}
    for name, text in told.items():
        if text or name in ("wrong", "right"):
            parts.append(f"{name}: {_block(text)}")
    return "".join(parts) + f"fix: {reach_of_fix(case, folder)}\n"


def _block(text: str) -> str:
    plain = text.endswith("\n") and not text.endswith("\n\n") and text.strip("\n") and not text.startswith("\n")
    if not plain or re.search(
        r"[^\n\t\x20-\x7e\u00a1-\u167f\u1681-\u1fff\u2010-\u2027\u2030-\u205e\u2070-\u2fff]", text
    ):
        return _quoted(text)
    return "|2\n" + "".join(f"  {line}\n" if line else "\n" for line in text.splitlines())


def _quoted(text: str) -> str:
    lines = text.splitlines(keepends=True)
    if len(lines) < 2:
        return json.dumps(text) + "\n"
    return (
        '"\\\n  '
        + "\\\n  ".join(
            json.dumps(line)[1:-1].replace(" ", "\\x20", 1) if line[:1] == " " else json.dumps(line)[1:-1]
            for line in lines
        )
        + '"\n'
    )
