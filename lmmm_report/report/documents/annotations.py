"""What was found in files, as other programs show it beside their lines: GitHub, GitLab, SARIF, JUnit, plain JSON.

What a profile says is a text in each of them: no workflow command, no link, no markup.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from lmmm_report import __version__
from lmmm_report.messages import in_language
from lmmm_report.problems import Problem

FORMATS = ("json", "sarif", "github", "gitlab", "junit")

_GITHUB = {"hint": "notice"}
_SARIF = {"hint": "note"}
"""What others call a hint; errors and warnings have the same name everywhere."""
_GITLAB = {"error": "major", "warning": "minor", "hint": "info"}

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}


class Checked(NamedTuple):
    """One file that was looked at, with what was found in it."""

    file: str
    problems: tuple[Problem, ...]
    title: str = ""
    """Whom it is about, for formats that list what is in order as well."""


def checked_files(files: Iterable[str], problems: Iterable[Problem]) -> tuple[Checked, ...]:
    """Each file with its problems; those of other files follow."""
    by_file: dict[str, list[Problem]] = {file: [] for file in files}
    for problem in problems:
        by_file.setdefault(problem.file, []).append(problem)
    return tuple(Checked(file, tuple(found)) for file, found in by_file.items())


def render_annotations(form: str, checked: Sequence[Checked], language: str) -> str:
    """What was found, in one of `FORMATS`, with a line end where there is anything."""
    problems = [problem for one in checked for problem in one.problems]
    if form == "junit":
        return _junit(checked, language)
    if form == "github":
        return "".join(_github(problem, language) + "\n" for problem in problems)
    documents = {"json": _json, "sarif": _sarif, "gitlab": _gitlab}
    text = json.dumps(documents[form](problems, language), ensure_ascii=False, indent=2) + "\n"
    return text.replace("##[", "#\\u0023[")  # a pipeline would obey it anywhere in a line


def _whole(problem: Problem, language: str) -> str:
    return " – ".join(_line(in_language(text, language)) for text in (problem.message, problem.hint) if text)


def _line(text: str) -> str:
    """A text on one line, whatever breaks lines in it."""
    return " ".join(text.splitlines())


def _json(problems: Sequence[Problem], language: str) -> Any:
    return {"problems": problem_documents(problems, language)}


def problem_documents(problems: Sequence[Problem], language: str) -> list[dict[str, Any]]:
    """Each problem as plain data."""
    return [
        {
            "file": p.file,
            "line": p.line,
            "column": p.column,
            "path": p.path or None,
            "severity": p.severity,
            "code": p.code or None,
            "message": in_language(p.message, language),
            "hint": in_language(p.hint, language) or None,
            "fix": [edit._asdict() for edit in p.fix] or None,
        }
        for p in problems
    ]


def _github(p: Problem, language: str) -> str:
    """A workflow command; nothing in its values can end it or begin another."""

    def escaped(text: str, *, value: bool = False) -> str:
        text = _line(text).replace("%", "%25")
        return text.replace(":", "%3A").replace(",", "%2C") if value else text

    place = f"file={escaped(_relative(p.file), value=True)}"
    if p.line is not None:
        place += f",line={p.line},col={p.column or 1}"
    return f"::{_GITHUB.get(p.severity, p.severity)} {place}::{escaped(_whole(p, language))}"


def _gitlab(problems: Sequence[Problem], language: str) -> Any:
    """A report of code quality. A fingerprint stays the same when lines are put in above."""
    listed, seen = [], dict[str, int]()
    for p in problems:
        path = _relative(p.file)
        stem = "\0".join((path, p.code, p.path, str(p.message)))
        seen[stem] = seen.get(stem, -1) + 1
        listed.append(
            {
                "description": _whole(p, language),
                "check_name": p.code or "profile",
                "fingerprint": hashlib.sha256(f"{stem}\0{seen[stem]}".encode()).hexdigest(),
                "severity": _GITLAB[p.severity],
                "location": {"path": path, "lines": {"begin": p.line or 1}},
            }
        )
    return listed


def _sarif(problems: Sequence[Problem], language: str) -> Any:
    """SARIF 2.1.0. Its messages know links in brackets, which are escaped (3.11.6)."""
    rules = list(dict.fromkeys(p.code or "profile" for p in problems))
    results = []
    for p in problems:
        location: dict[str, Any] = {"artifactLocation": {"uri": _address(p.file)}}
        if p.line is not None:
            location["region"] = {"startLine": p.line, "startColumn": p.column or 1}
        result: dict[str, Any] = {
            "ruleId": p.code or "profile",
            "ruleIndex": rules.index(p.code or "profile"),
            "level": _SARIF.get(p.severity, p.severity),
            "message": {"text": _escaped(_whole(p, language))},
            "locations": [{"physicalLocation": location}],
        }
        if p.fix:
            result["fixes"] = [_sarif_fix(p, language)]
        results.append(result)
    driver = {"name": "lmmm-report", "version": __version__, "rules": [{"id": rule} for rule in rules]}
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}],
    }


def _escaped(text: str) -> str:
    return re.sub(r"([\\\[\]])", r"\\\1", text)


def _sarif_fix(p: Problem, language: str) -> Any:
    """The cure as replacements in the file (3.55)."""
    replacements = [
        {
            "deletedRegion": {
                "startLine": edit.line,
                "startColumn": edit.column,
                "endLine": edit.end_line,
                "endColumn": edit.end_column,
            },
            "insertedContent": {"text": edit.text},
        }
        for edit in p.fix
    ]
    change = {"artifactLocation": {"uri": _address(p.file)}, "replacements": replacements}
    return {"description": {"text": _escaped(_line(in_language(p.hint, language)))}, "artifactChanges": [change]}


def _junit(checked: Sequence[Checked], language: str) -> str:
    """One test for each file. Warnings and hints are told as its output, errors let it fail."""
    cases = []
    failed = 0
    for one in checked:
        errors = [p for p in one.problems if p.severity == "error"]
        others = [p for p in one.problems if p.severity != "error"]
        failed += bool(errors)
        name = _xml(one.file + (f" ({one.title})" if one.title else ""))
        inside = ""
        if errors:
            first = _xml(in_language(errors[0].message, language))
            told = _xml("\n".join(f"- {_placed(p, language)}" for p in errors), lines=True)
            inside += f'<failure type="{_xml(errors[0].code or "profile")}" message="{first}">{told}</failure>'
        if others:
            told = _xml("\n".join(f"- {_placed(p, language)}" for p in others), lines=True)
            inside += f"<system-out>{told}</system-out>"
        cases.append(f'    <testcase classname="lmmm-report" name="{name}">{inside}</testcase>\n')
    counts = f'tests="{len(cases)}" failures="{failed}" errors="0"'
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="lmmm-report" {counts}>\n'
        f'  <testsuite name="lmmm-report" {counts} skipped="0">\n{"".join(cases)}  </testsuite>\n</testsuites>\n'
    )


def _placed(p: Problem, language: str) -> str:
    place = p.file if p.line is None else f"{p.file}:{p.line}:{p.column or 1}"
    return f"{_line(place)}: {_whole(p, language)}"


def _xml(text: str, *, lines: bool = False) -> str:
    """A text inside an attribute or an element; characters that XML does not have are replaced."""
    escapes = {key: value for key, value in _ESCAPES.items() if not (lines and key == "\n")}
    return "".join(escapes.get(c, c) for c in _NO_XML.sub("\ufffd", text)).replace("##[", "#&#35;[")


def _relative(file: str) -> str:
    """The path as code hosts know it: from the folder that the command runs in, with / between folders."""
    path = Path(file)
    if path.is_absolute() and path.is_relative_to(Path.cwd()):
        path = path.relative_to(Path.cwd())
    return path.as_posix()


def _address(file: str) -> str:
    """The path as a reference that a reader can resolve."""
    path = _relative(file)
    if Path(path).is_absolute():
        return Path(path).as_uri()
    # A colon before the first slash would look like the name of a protocol.
    return quote(path.replace("\\", "/"), safe="/")
