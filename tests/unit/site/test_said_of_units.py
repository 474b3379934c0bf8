"""Sentences about several units, as they are said of one, of two and of many."""

from __future__ import annotations

import pytest

from lmmm_report.site.answers import _sides
from lmmm_report.site.broken import typeset
from lmmm_report.site.headline import headline_of
from lmmm_report.site.movement import moves_title
from lmmm_report.site.words import side_words
from tests.built_in import MODEL, WORDINGS
from tests.unit.site.units import unit

DE, EN = WORDINGS["de"], WORDINGS["en"]


class Moved:
    """As much of units as the title of their movements asks for."""

    def __init__(self, language: str, *moves: str) -> None:
        self.w, self.moves = WORDINGS[language], moves


@pytest.mark.parametrize(
    ("moves", "de", "en"),
    [
        (
            ["up"] * 6 + ["down"],
            "Sechs Einheiten sind sicher gestiegen, eine ist sicher gefallen",
            "Six units have risen for certain, and one has fallen for certain",
        ),
        (
            ["down", "same"],
            "Eine Einheit ist sicher gefallen, keine ist sicher gestiegen",
            "One unit has fallen for certain, and none has risen for certain",
        ),
        (
            ["up"] * 13 + ["down"] * 2,
            "13 Einheiten sind sicher gestiegen, 2 sind sicher gefallen",
            "13 units have risen for certain, and 2 have fallen for certain",
        ),
        (
            ["same", "both"],
            "Keine Einheit ist sicher gestiegen oder gefallen",
            "No unit has risen or fallen for certain",
        ),
    ],
)
def test_what_has_moved_is_a_sentence_with_numbers_alike(moves: list[str], de: str, en: str) -> None:
    assert moves_title(Moved("de", *moves)) == de  # type: ignore[arg-type]
    assert moves_title(Moved("en", *moves)) == en  # type: ignore[arg-type]


def test_the_ideal_line_is_named_before_it_is_it() -> None:
    assert list(_sides({"above": 0, "on": 1, "below": 2, "start": 1}, EN)) == [
        "one on the ideal line",
        "two below it",
        "one at the start",
    ]
    assert next(_sides({"above": 0, "on": 0, "below": 1, "open": 1}, DE)) == "eine unter der idealen Linie"


def test_of_two_units_is_said_both_or_neither() -> None:
    assert "Neither unit is at stage 3" in headline_of([unit(low=(1, 1)), unit(low=(1, 2))], MODEL, EN)
    assert "Both units are" in headline_of([unit(low=(3, 3)), unit(low=(3, 4))], MODEL, EN)


def test_one_of_several_is_one() -> None:
    said = headline_of([unit(low=(2, 2)), unit(low=(1, 1))], MODEL, EN)
    assert said.startswith("No unit is at stage 3 on both axes, but one of two is at stage 2 or higher")


def test_those_that_may_be_more_are_spelled_where_the_others_are_not() -> None:
    rows = [unit(low=(3, 3))] * 20 + [unit(low=(2, 2), high=(3, 3))] * 3 + [unit(low=(1, 1))] * 9
    assert "auf Stufe 3, vielleicht noch drei weitere" in headline_of(rows, MODEL, DE)


def test_a_side_of_the_line_is_no_judgement() -> None:
    assert side_words("above", DE) == "über der Linie"
    assert side_words("above", EN) == "above the line"


def test_problems_on_pages_have_the_quotation_marks_of_pages() -> None:
    assert typeset('found the text "viele"', EN) == "found the text “viele”"
    assert typeset("gefunden: der Text „viele“", DE) == "gefunden: der Text „viele“"
