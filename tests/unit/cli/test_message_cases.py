"""Each file of ``tests/cases/messages`` is a mistake, what is said of it in both languages, and the cure, carried out.

``REBUILD=1 pytest tests/unit/cli/test_message_cases.py`` writes the expected texts anew: read them before trusting.
"""

import os
import re
from pathlib import Path

import pytest

from lmmm_report.editing.fixing import Text, applied, fix_of
from lmmm_report.load.schema.answers import EITHER_WORDS, NO_WORDS, THERE_WORDS, UNFINISHED_WORDS, UNKNOWN_WORDS
from tests.message_cases import BASE, Case, cases, faults_of, printed, problems_of, reach_of_fix, render

CASES = cases()
KINDS = ("yaml", "key", "kind", "none", "choice", "time", "date", "number", "share", "limit", "figure", "reference",
         "id", "link", "required", "format", "contradiction", "size", "many")  # fmt: skip
LIBRARY_WORDS = (
    "scalar", "token", "expected <", "simple key", "additional properties", "is not of type", "does not match",
    "required property", "jsonschema", "yaml.", "traceback", "mapping values", "nonetype",
)  # fmt: skip


def test_there_is_one_for_each_kind_of_mistake() -> None:
    assert len(CASES) >= 150
    assert {case.path.stem.partition("-")[0] for case in CASES} == set(KINDS)
    assert len({(case.wrong, case.here, case.encoding) for case in CASES}) == len(CASES)
    assert faults_of(BASE.encode(), "base.yaml") == ()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.path.stem)
def test_the_message_in_both_languages(case: Case, tmp_path: Path) -> None:
    if os.environ.get("REBUILD"):
        case.path.write_text(render(case, tmp_path), encoding="utf-8")
        return
    problems = problems_of(case.written(case.wrong, encoding=case.encoding), tmp_path)
    assert printed(problems, "de") == case.de
    assert printed(problems, "en") == case.en
    assert [(p.line, p.column) for p in problems] == sorted((p.line or 0, p.column or 0) for p in problems)
    said = f"{case.de} {case.en}".lower()
    assert not [word for word in LIBRARY_WORDS if word in said]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.path.stem)
def test_the_cure_removes_the_problem(case: Case, tmp_path: Path) -> None:
    assert problems_of(case.written(case.right), tmp_path) == ()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.path.stem)
def test_what_is_offered_to_programs_does_what_the_cure_says(case: Case, tmp_path: Path) -> None:
    assert reach_of_fix(case, tmp_path) == case.fix
    assert case.fix in ("right", "valid", "none")


def test_most_mistakes_can_be_mended_by_a_program() -> None:
    assert sum(case.fix == "right" for case in CASES) > len(CASES) // 2


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.path.stem)
def test_the_caret_stands_where_the_message_says(case: Case) -> None:
    for place, line, caret in re.findall(
        r"^profile\.yaml:\d+:(\d+):.*\n  \d+ \| (.*)\n +\| (.*\^)$", case.de, re.MULTILINE
    ):
        assert len(caret) == int(place)
        assert len(caret) <= len(line) + 1


def test_a_change_reaches_no_other_byte() -> None:
    case = next(case for case in CASES if case.path.stem == "many-at-once")
    data = case.written(case.wrong).replace(b"\n", b"\r\n")
    lines = data.decode().split("\r\n")
    for problem in faults_of(data, "profile.yaml"):
        edits = fix_of(problem, Text(data.decode()))
        made = applied(data.decode(), edits).split("\r\n")
        assert [n for n, (a, b) in enumerate(zip(lines, made, strict=True), 1) if a != b] == [problem.line]


def test_words_that_are_no_answer_are_found_in_any_case_of_letters() -> None:
    for words in (NO_WORDS, UNKNOWN_WORDS, UNFINISHED_WORDS, THERE_WORDS, EITHER_WORDS):
        assert {word.casefold() for word in words} == words
