"""Pages about thousands of units: made piece by piece, from rows that share what they have in common."""

from __future__ import annotations

import json
import tracemalloc
from collections.abc import Iterator
from itertools import count

import pytest

from lmmm_report.site.index import IndexPages
from lmmm_report.site.lazily import Each
from lmmm_report.site.rows import UnitRow
from lmmm_report.site.shared import Shared
from tests.unit.site.units import MODEL, WORDINGS, examples, many, stood

UNIT = 2500
"""Bytes that one more unit may take while a page is made: its place in lists, and no view, no text."""


def index_of(rows: Iterator[UnitRow]) -> IndexPages:
    index, shared = IndexPages(MODEL, (WORDINGS["de"],), program_version="0"), Shared()
    for row in rows:
        index.take(shared.row(row))
    return index


def peak(index: IndexPages) -> dict[str, int]:
    """The most that is held while each page is made, in bytes."""
    found = {}
    tracemalloc.start(1)
    try:
        for name, pieces in (("index.json", index.document()), *index.streamed()):
            for _ in pieces:
                pass
            found[name] = tracemalloc.get_traced_memory()[1]
            tracemalloc.reset_peak()
    finally:
        tracemalloc.stop()
    return found


def test_no_page_is_held_as_a_whole() -> None:
    few, more = 60, 360
    peak(index_of(many(few)))  # templates and words are opened
    before, after = peak(index_of(many(few))), peak(index_of(many(more)))
    grown = {name: (after[name] - before[name]) / (more - few) for name in before}
    assert {name: bytes_ for name, bytes_ in grown.items() if bytes_ > UNIT} == {}


def test_pieces_are_the_page() -> None:
    index = index_of(many(40))
    assert {name: "".join(pieces) for name, pieces in index.streamed()} == dict(index.render())
    document = "".join(index.document())
    assert document == json.dumps(json.loads(document), ensure_ascii=False, indent=1) + "\n"
    assert len(json.loads(document)["units"]) == 40


def test_what_is_made_one_by_one_is_a_sequence() -> None:
    asked = count()
    each = Each(5, lambda: ((next(asked) and 0) or n for n in range(5)))
    plain = [0, 1, 2, 3, 4]
    assert next(asked) == 0, "nothing is made before"
    assert (list(each), list(each), len(each)) == (plain, plain, 5)
    assert [each[at] for at in (0, 4, -1, -5)] == [0, 4, 4, 0]
    for part in (slice(2), slice(2, None), slice(-2, None), slice(None, None, 2), slice(None, None, -1), slice(9, 3)):
        assert (list(each[part]), len(each[part])) == (plain[part], len(plain[part]))
    with pytest.raises(IndexError):
        each[5]


def test_a_row_that_shares_is_the_same_row() -> None:
    shared = Shared()
    for row in (*examples(), *(stood(row, (1, 2)) for row in examples())):
        held = shared.row(row)
        assert held == row
        assert repr(held) == repr(row), "also by its types"


def test_what_units_have_in_common_is_held_once() -> None:
    shared = Shared()
    one, other = (
        shared.row(stood(row, (1, 2)))
        for row in many(len(examples()) + 1)
        if row.name in ("u0000", f"u{len(examples()):04}")
    )
    assert one.name != other.name
    for part in ("outcomes", "step", "day", "whole", "asks", "earlier"):
        assert getattr(one, part) is getattr(other, part), part
