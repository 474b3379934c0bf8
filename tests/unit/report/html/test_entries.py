"""Facts of one entry stand together."""

from __future__ import annotations

from dataclasses import dataclass

from lmmm_report.report.html.entries import Entry, by_entry


@dataclass(frozen=True)
class Said:
    path: str


def entries(*paths: str) -> list[tuple[str, list[str]]]:
    return [(e.path, [key for key, _ in e.said]) for e in by_entry(Said(path) for path in paths)]


def test_what_is_said_of_one_entry_comes_together_where_it_comes_first() -> None:
    assert entries("terms[a].name", "goals[b].owners", "terms[a].use") == [
        ("terms[a]", ["name", "use"]),
        ("goals[b].owners", [""]),
    ]


def test_labels_may_hold_dots_and_brackets() -> None:
    assert entries("duties[First. Then [x].y.].unit", "duties[First. Then [x].y.].within") == [
        ("duties[First. Then [x].y.]", ["unit", "within"])
    ]
    assert entries("duties[Ask.him]", "duties[Ask.her]") == [("duties[Ask.him]", [""]), ("duties[Ask.her]", [""])]


def test_a_single_thing_keeps_its_whole_path() -> None:
    thing = Said("company")
    assert by_entry([thing]) == (Entry("company", (("", thing),)),)
