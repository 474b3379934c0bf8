import pathlib

import pytest

from lmmm_report.load.profile.profile import check_profile
from lmmm_report.messages import in_language
from lmmm_report.problems import Problem

HEAD = "format: 1\ncompany:\n  name: Muster\nassessment:\n  date: 2026-10-15\n"


def warned(tmp_path: pathlib.Path, text: str) -> list[Problem]:
    path = tmp_path / "muster.yaml"
    path.write_text(text, encoding="utf-8")
    _, problems = check_profile(path)
    return [problem for problem in problems if problem.code == "comment"]


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("  sector: Beispiel #1 Pumpen", 20),
        ("  sector: #1 in Pumpen", 11),
        ("  sector: Pumpen # 7", 18),
        ("  market: Über Händler\n    und Kampagne #7", 18),
        ("  sector: Pumpen #7 und  # ein Kommentar", 18),
    ],
)
def test_a_number_sign_that_cuts_a_text_off_is_named(tmp_path: pathlib.Path, line: str, column: int) -> None:
    (problem,) = warned(tmp_path, f"format: 1\ncompany:\n  name: Muster\n{line}\nassessment:\n  date: 2026-10-15\n")
    assert problem.severity == "warning"
    assert problem.column == column
    assert problem.snippet[column - 1] == "#"
    assert "quotes" in problem.hint
    assert "Anführungszeichen" in in_language(problem.hint, "de")


@pytest.mark.parametrize(
    "line",
    [
        "  sector: Pumpen  # ein Kommentar",
        "  sector: Pumpen # ein Kommentar",
        "  sector: Pumpen  #1 ist gemeint",
        '  sector: "Pumpen #1"',
        '  sector: "Pumpen" #1',
        "  sector: 'Pumpen #1'",
        "  market: |\n    Kampagne #7\n    # 8",
        "  market: >-\n    Kampagne #7",
        "  employees: 12 #3 davon neu",
        "  website: none #1",
        "  # ein Kommentar #1",
        "  #1",
        "  sector: Pumpen  # siehe #7",
        "  sector: C#1",
        "  sector:  # wie #7\n    Pumpen",
        "  #sector: Pumpen",
    ],
)
def test_comments_proper_are_not(tmp_path: pathlib.Path, line: str) -> None:
    assert not warned(tmp_path, f"format: 1\ncompany:\n  name: Muster\n{line}\nassessment:\n  date: 2026-10-15\n")


def test_choices_and_dates_are_not_texts(tmp_path: pathlib.Path) -> None:
    text = f"{HEAD}  language: de #1\nprocess:\n  rule_set:\n    in_force_since: 2026-01-05 #1\nroles: #1\n  contacts: none #2\n"
    assert not warned(tmp_path, text)


def test_it_is_named_beside_errors_too(tmp_path: pathlib.Path) -> None:
    (problem,) = warned(tmp_path, f"{HEAD}process:\n  Regel #1: gilt\n")
    assert (problem.line, problem.column) == (7, 9)


def test_in_a_list_and_between_brackets(tmp_path: pathlib.Path) -> None:
    text = f"{HEAD}roles:\n  marketing_tasks_in_sales:\n    - Messe #3\n    - Stand\n"
    assert [problem.line for problem in warned(tmp_path, text)] == [8]
    text = f"{HEAD}roles:\n  marketing_tasks_in_sales: [Stand, Messe #3\n    ]\n"
    assert [(problem.line, problem.column) for problem in warned(tmp_path, text)] == [(7, 43)]
