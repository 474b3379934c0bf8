"""Each folder of ``tests/cases/reject`` holds a profile with a fault and what is said about it.

``expected.txt`` has the English words, ``expected.de.txt`` the German ones.

``REBUILD=1 pytest tests/unit/load/profile/test_reject_cases.py`` writes the expected texts anew: read them before trusting.
"""

import os
import pathlib

import pytest

from lmmm_report.load.profile.profile import check_profile, load_profile_text
from lmmm_report.messages import Message, in_language
from lmmm_report.problems import Problem, UserError

CASES = sorted((pathlib.Path(__file__).parents[3] / "cases" / "reject").iterdir())
CRITERIA = ("X1-DEP-1", "X2-PRO-1", "Y2-TER-1", "Y3-PRO-2")

LIBRARY_WORDS = (
    "scalar", "token", "expected <", "simple key", "anchor", "additional properties", "is not of type",
    "does not match", "required property", "instance", "schema", "jsonschema", "yaml.", "0x8", "traceback",
)  # fmt: skip


def described(problem: Problem, language: str) -> str:
    place = f"{problem.line}:{problem.column}"
    return "\n".join(
        [
            f"{place} {problem.path}".rstrip(),
            f"  {in_language(problem.message, language)} [{problem.code}]",
            f"  {in_language(problem.hint, language)}",
            f"  | {problem.snippet}".rstrip(),
        ]
    )


def problems_of(case: pathlib.Path) -> tuple[Problem, ...]:
    profile, problems = check_profile(case / "profile.yaml", criteria=CRITERIA)
    assert profile is None
    return problems


def test_there_are_cases() -> None:
    assert len(CASES) > 50


@pytest.mark.parametrize(("language", "file"), [("en", "expected.txt"), ("de", "expected.de.txt")])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_expected_problems_are_named(case: pathlib.Path, language: str, file: str) -> None:
    told = "\n".join(described(problem, language) for problem in problems_of(case)) + "\n"
    expected = case / file
    if os.environ.get("REBUILD"):
        expected.write_text(told, encoding="utf-8")
    assert told == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_problem_can_be_said_in_both_languages(case: pathlib.Path) -> None:
    for problem in problems_of(case):
        for text in (problem.message, problem.hint):
            assert isinstance(text, Message)
            assert text.said_in("de") != text


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_problem_says_where_and_what_to_do(case: pathlib.Path) -> None:
    for problem in problems_of(case):
        assert problem.file == str(case / "profile.yaml")
        assert problem.line
        assert problem.column
        assert problem.message
        assert problem.hint
        assert problem.code
        assert problem.severity == "error"
        words = f"{problem.message} {problem.hint}".lower()
        assert not [word for word in LIBRARY_WORDS if word in words]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_bytes_and_file_are_judged_alike(case: pathlib.Path) -> None:
    with pytest.raises(UserError) as caught:
        load_profile_text((case / "profile.yaml").read_bytes(), str(case / "profile.yaml"), criteria=CRITERIA)
    assert caught.value.problems == problems_of(case)


def test_every_kind_of_problem_has_a_case() -> None:
    codes = {problem.code for case in CASES for problem in problems_of(case)}
    assert codes == {
        "anchor", "choice", "date", "directive", "documents", "duplicate", "duplicate-key", "empty", "form", "format",
        "future-date", "key", "missing", "newer-format", "no-answer", "not-utf-8", "number", "old-field", "pasted", "pattern", "range",
        "reference", "refused-character", "share", "syntax", "tag", "too-deep", "too-long", "type", "unknown-key",
    }  # fmt: skip
