"""A row that was kept is the row that was made."""

from __future__ import annotations

import json

import pytest

from lmmm_report.site.row_json import RowReader, Unfit, row_data
from tests.unit.site.units import MODEL, examples, stood, unit

READER = RowReader(MODEL)


def kept(row: object) -> object:
    return json.loads(json.dumps(row))


@pytest.mark.parametrize("row", examples(), ids=lambda row: row.name)
def test_a_row_comes_back_as_it_was(row) -> None:
    assert READER.row(kept(row_data(row)), row.name, row.links) == row
    told = stood(row, (1, 2), (2, 3))
    then = told.earlier[0]._replace(
        gates=tuple((gate.id, outcome) for gate, outcome in zip(*some_outcomes(), strict=True))
    )
    for one in (told, told._replace(earlier=(then,)), told._replace(whole=None)):
        assert READER.row(kept(row_data(one)), one.name, one.links) == one


def some_outcomes() -> tuple[list, list]:
    from lmmm_report.domain.assessment import Outcome
    from lmmm_report.site.rows import gates_of

    gates = list(gates_of(MODEL))
    return gates, [list(Outcome)[number % len(Outcome)] for number in range(len(gates))]


@pytest.mark.parametrize("place", range(17))
@pytest.mark.parametrize("planted", [None, True, -1, 10**30, "x", "\ud800", [], {}, ["x"], [[1]], {"de": 1}, 1.5])
def test_what_is_no_row_is_refused(place: int, planted: object) -> None:
    data = row_data(unit("a", low=(1, 2), high=(3, 3)))
    may_be = {8: (None,), 10: (None,), 11: (None,), 4: ("x",), 12: ([],), 16: ([],), 7: (True,)}
    changed = [*data[:place], planted, *data[place + 1 :]]
    if any(planted is one or planted == one for one in may_be.get(place, ())) and type(planted) is not str:
        READER.row(kept(changed), "a", {})
        return
    with pytest.raises(Unfit):
        READER.row(kept(changed), "a", {})
