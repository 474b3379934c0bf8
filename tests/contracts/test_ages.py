"""What a measure calls recent enough is what the conditions that it meets ask for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lmmm_report.domain.measure import Measure
from tests.built_in import MODEL

A_YEAR = re.compile(r"twelve months|zwölf Monate|past year|last year(?!’s)|im letzten Jahr")
BY_RHYTHM = re.compile(r"_(?:lived|recent)\b")
"""An age that the stated rhythm and its grace decide, not a number of days."""


def ends(measure: Measure) -> Iterator[str]:
    """Every text that says what is there when a measure is done."""
    for one in (measure, *measure.variants, *measure.worded):
        for text in (one.what, one.done_when):
            yield from text.values()


def disagreeing(measures: Iterable[Measure]) -> list[str]:
    """Measures that name twelve months where what they meet asks for another age, or for none."""
    found = []
    for measure in measures:
        if any(A_YEAR.search(text) for text in ends(measure)):
            asked = [MODEL.criterion(c).condition.text for c in measure.satisfies]
            if any(BY_RHYTHM.search(text) for text in asked) or not any("limits.lived_days" in text for text in asked):
                found.append(measure.id)
    return found


def test_twelve_months_are_named_only_where_the_conditions_ask_for_them() -> None:
    assert disagreeing(MODEL.measures) == []
    assert MODEL.limits["lived_days"] == 365
    assert [m.id for m in MODEL.measures if any(A_YEAR.search(text) for text in ends(m))]


def test_a_year_named_where_a_rhythm_decides_is_found() -> None:
    for measure_id in ("M-VISITS", "M-CROSS-WORK", "M-CHANGE-LOG"):
        measure = MODEL.measure(measure_id)
        planted = measure._replace(done_when={**measure.done_when, "de": "Ein höchstens zwölf Monate altes Protokoll."})
        assert disagreeing([planted]) == [measure_id]
