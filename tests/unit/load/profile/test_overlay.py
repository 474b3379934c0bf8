"""Another file laid over a profile, whatever forms the two are written in."""

from __future__ import annotations

import pathlib
from typing import Any

import pytest

from lmmm_report.domain.facts import EXISTS, Entries
from lmmm_report.domain.profile import value_at
from lmmm_report.load.profile.overlay import load_overlaid
from lmmm_report.load.schema.format import profile_format
from lmmm_report.problems import UserError

HEAD = "format: 2\ncompany: {name: Muster}\nassessment: {date: 2026-10-15}\n"


def laid(tmp_path: pathlib.Path, base: str, over: str, *path: str | int) -> Any:
    """The fact at ``path`` where ``over`` is laid over ``base``."""
    (tmp_path / "base.yaml").write_text(HEAD + base + "\n", encoding="utf-8")
    (tmp_path / "over.yaml").write_text(over + "\n", encoding="utf-8")
    read = load_overlaid(tmp_path / "base.yaml", tmp_path / "over.yaml", described=profile_format())
    return value_at(read.facts, path)


def terms(tmp_path: pathlib.Path, base: str, over: str) -> Any:
    wrapped = (f"terminology: {{terms: {form}}}" for form in (base, over))
    return laid(tmp_path, *wrapped, "terminology", "terms")


def told(entries: Any) -> list[tuple[str, Any]]:
    return [(entry["id"], entry.get("definition")) for entry in entries]


@pytest.mark.parametrize(
    ("base", "over", "expected"),
    [
        ("[lead, mql]", "[sql]", [("lead", None), ("mql", None), ("sql", None)]),
        ("[lead]", "[lead]", [("lead", None)]),
        ("[lead]", "[{id: lead, definition: A}]", [("lead", "A")]),
        ("[{id: lead, definition: A}]", "[lead]", [("lead", "A")]),
        ("[{id: lead, definition: A}]", "[{id: lead, definition: exists}]", [("lead", EXISTS)]),
        ("{listed: [lead]}", "[{id: lead, definition: A}, mql]", [("lead", "A"), ("mql", None)]),
        ("[lead]", "{listed: [{id: lead, definition: A}]}", [("lead", "A")]),
        ("{none: true, note: No.}", "{listed: [lead]}", [("lead", None)]),
        ("none", "[lead]", [("lead", None)]),
        ("exists", "[lead]", [("lead", None)]),
        ("[lead]", "none", []),
        ("{listed: [lead], more: true}", "{none: true}", []),
    ],
)
def test_complete_lists(tmp_path: pathlib.Path, base: str, over: str, expected: list[Any]) -> None:
    found = terms(tmp_path, base, over)
    assert not isinstance(found, Entries)
    assert told(found) == expected


@pytest.mark.parametrize(
    ("base", "over", "named", "others"),
    [
        ("[lead]", "{count: 4}", ["lead"], (3, 3)),
        ("{count: 4}", "[lead]", ["lead"], (3, 3)),
        ("{listed: [lead], more: true}", "{count: 3}", ["lead"], (2, 2)),
        ("{listed: [lead], count: 3}", "{listed: [mql]}", ["lead", "mql"], (1, 1)),
        ("[lead]", "exists", [], (1, 999_999)),
    ],
)
def test_open_lists(tmp_path: pathlib.Path, base: str, over: str, named: list[str], others: tuple[int, int]) -> None:
    found = terms(tmp_path, base, over)
    assert isinstance(found, Entries)
    assert [entry["id"] for entry in found] == named
    assert (found.at_least, found.at_most) == others


def test_entries_without_a_name_are_added(tmp_path: pathlib.Path) -> None:
    base, over = (f"collaboration: {{formats: [{{every: {word}}}]}}" for word in ("weekly", "monthly"))
    formats = laid(tmp_path, base, over, "collaboration", "formats")
    assert [entry["every"] for entry in formats] == ["weekly", "monthly"]


@pytest.mark.parametrize(
    ("base", "over", "there", "head"),
    [
        ("exists", "{head: A}", True, "A"),
        ("{head: A}", "{none: true}", False, "none"),
        ("{none: true, note: No.}", "{head: A}", True, "A"),
        ("{none: true}", "{evidence: [{note: Asked again.}]}", False, "none"),
        ("{exists: true, head: A}", "none", False, "none"),
        ("{head: A}", "exists", True, None),
    ],
)
def test_groups(tmp_path: pathlib.Path, base: str, over: str, there: bool, head: str | None) -> None:
    wrapped = (f"departments: {{sales: {form}}}" for form in (base, over))
    sales = laid(tmp_path, *wrapped, "departments", "sales")
    assert (sales["there"], sales.get("head")) == (there, head)


def test_more_names_than_are_counted_are_a_fault(tmp_path: pathlib.Path) -> None:
    with pytest.raises(UserError, match=r"over\.yaml"):
        terms(tmp_path, "{listed: [lead], count: 1}", "[mql]")
