"""What is counted over units: only what holds of each, whatever is still open."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lmmm_report.domain.assessment import Outcome
from lmmm_report.site import tally
from lmmm_report.site.headline import MAIN, headline_of, known_of
from lmmm_report.site.rows import UnitRow, gates_of, row_of
from lmmm_report.site.spread import places, stages_of
from lmmm_report.site.words import alike
from tests.built_in import assessment_of
from tests.unit.site.units import MODEL, ROOT, WORDINGS, examples, stood, unit

CELLS = st.tuples(st.integers(1, 4), st.integers(1, 4))


@st.composite
def units(draw: st.DrawFn) -> list[UnitRow]:
    """Some units with cells that may be open."""
    found = []
    for index in range(draw(st.integers(1, 6))):
        low = draw(CELLS)
        high = (draw(st.integers(low[0], 4)), draw(st.integers(low[1], 4)))
        found.append(unit(f"u{index}", low, high))
    return found


def test_units_at_a_stage_are_counted_for_certain_and_at_most() -> None:
    rows = [unit(low=(3, 3)), unit(low=(2, 3), high=(3, 3)), unit(low=(4, 2)), unit(low=(4, 4))]
    assert tally.standing(rows, 3)[1:] == (2, 3)


@pytest.mark.parametrize(
    ("row", "where"),
    [
        (unit(low=(1, 3)), "above"), (unit(low=(2, 2)), "on"), (unit(low=(3, 1)), "below"), (unit(low=(1, 1)), "start"),
        (unit(low=(1, 1), high=(1, 2)), "open"), (unit(low=(1, 3), high=(1, 4)), "above"),
    ],
)  # fmt: skip
def test_a_side_is_named_only_where_it_is_certain(row: UnitRow, where: str) -> None:
    assert tally.side(row) == where


@pytest.mark.parametrize(
    ("row", "moved"),
    [
        (unit(low=(2, 2)), ""),
        (stood(unit(low=(2, 2)), (1, 2)), "up"),
        (stood(unit(low=(2, 2)), (2, 2)), "same"),
        (stood(unit(low=(2, 2)), (3, 2)), "down"),
        (stood(unit(low=(2, 2)), (3, 1)), "both"),
        (stood(unit(low=(2, 2)), (1, 2), (2, 2)), "unsure"),  # it may have stood there already
        (stood(unit(low=(2, 2), high=(3, 2)), (3, 2)), "unsure"),  # it may stand there still
        (stood(unit(low=(2, 2)), (1, 2), version="1.0.0"), ""),  # another model, no base
    ],
)
def test_a_unit_has_moved_only_where_no_open_answer_could_undo_it(row: UnitRow, moved: str) -> None:
    assert tally.movement(row, MODEL.version) == moved


@given(units(), st.sampled_from(["de", "en"]))
def test_the_headline_claims_what_the_units_bear_out(rows: list[UnitRow], language: str) -> None:
    known = known_of(rows, MODEL)
    said = [one for one in MAIN if one.claim(known)]
    assert said, "there is always something to say"
    text = headline_of(rows, MODEL, WORDINGS[language])
    assert text.endswith(".")
    # Whatever the open answers turn out to be, the number that is named for certain is never too high.
    worst = [row._replace(high=row.low) for row in rows]
    best = [row._replace(low=row.high) for row in rows]
    proven = known.high.proven
    assert proven <= sum(1 for row in worst if min(row.low) >= 3)
    assert sum(1 for row in best if min(row.low) >= 3) == known.high.possible
    if said[0].key.endswith(("some", "all", "none")):
        assert known.high.proven == known.high.possible, "no number is final that open answers could change"


def worlds(rows: list[UnitRow]) -> list[list[tuple[int, int]]]:
    """Where all units may stand together: all at the lowest, all at the highest, each one alone at its highest."""
    lows, highs = [row.low for row in rows], [row.high for row in rows]
    return [lows, highs, *([*lows[:n], highs[n], *lows[n + 1 :]] for n in range(len(rows)))]


READINGS = {
    "same": lambda cells: len(set(cells)) == 1,
    "all": lambda cells: all(min(cell) >= 3 for cell in cells),
    "none": lambda cells: not any(min(cell) >= 3 for cell in cells),
    "none_begun": lambda cells: not any(min(cell) >= 3 for cell in cells) and any(min(cell) >= 2 for cell in cells),
    "some": lambda cells: any(min(cell) >= 3 for cell in cells),
    "some_open": lambda cells: any(min(cell) >= 3 for cell in cells),
    "maybe": lambda cells: True,
}
"""What each sentence says of the cells, read without a look at its claim."""


@given(units())
def test_the_first_sentence_that_is_borne_out_holds_wherever_the_units_may_stand(rows: list[UnitRow]) -> None:
    said = next(one for one in MAIN if one.claim(known_of(rows, MODEL)))
    name = said.key.rpartition(".")[2]
    possible = worlds(rows)
    assert all(READINGS[name](cells) for cells in possible)
    if name in ("maybe", "some_open"):  # it says that more may stand there
        counts = {sum(min(cell) >= 3 for cell in cells) for cells in possible}
        assert len(counts) > 1
    if name == "some":
        assert len({sum(min(cell) >= 3 for cell in cells) for cells in possible}) == 1


def test_every_sentence_of_the_headline_is_read() -> None:
    assert {one.key.rpartition(".")[2] for one in MAIN} == set(READINGS)


def test_a_headline_with_a_false_claim_would_be_seen() -> None:
    rows = [unit(low=(3, 3)), unit(low=(2, 2), high=(3, 3))]
    known = known_of(rows, MODEL)
    by_key = {one.key.rpartition(".")[2]: one for one in MAIN}
    assert not by_key["some"].claim(known)
    assert by_key["some_open"].claim(known)
    assert "vielleicht noch eine weitere" in headline_of(rows, MODEL, WORDINGS["de"])


def test_what_is_missing_is_counted_apart_from_what_is_unknown() -> None:
    order = [gate.id for gate in gates_of(MODEL)]
    for one in tally.missing(examples(), order):
        place = order.index(one.gate)
        assert all(row.outcomes[place] == "n" for row in one.missing)
        assert all(row.outcomes[place] == "u" for row in one.open)
        assert all(row.step is not None and one.gate in row.step.gates for row in (*one.missing, *one.open))
    counts = [len(one.missing) for one in tally.missing(examples(), order)]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > 0


def lacking(*gates_of_units: str) -> list[UnitRow]:
    """Units with a next step of two gates, each gate a letter."""
    row = next(row for row in examples() if row.step and len(row.step.gates) >= 2)
    assert row.step is not None
    order = [gate.id for gate in gates_of(MODEL)]
    found = []
    for number, letters in enumerate(gates_of_units):
        outcomes = ["m"] * len(order)
        for gate, letter in zip(row.step.gates, letters, strict=False):
            outcomes[order.index(gate)] = letter
        found.append(row._replace(name=f"u{number}", outcomes="".join(outcomes), asks=()))
    return found


def test_conditions_that_are_level_are_all_named_so() -> None:
    order = [gate.id for gate in gates_of(MODEL)]
    assert len(tally.level(tally.missing(lacking("nn", "nn", "um"), order))) == 2
    assert len(tally.level(tally.missing(lacking("nn", "nm"), order))) == 1
    assert tally.level(tally.missing(lacking("um"), order)) == ()


@pytest.mark.parametrize(("count", "word"), [(2, "zwei"), (12, "zwölf")])
def test_numbers_of_one_sentence_are_all_words_or_all_digits(count: int, word: str) -> None:
    assert alike(WORDINGS["de"], 1, count) == ("eine", word)
    assert alike(WORDINGS["de"], 1, count, 13) == ("1", str(count), "13")
    rows = [unit(f"u{n}", low=(3, 3) if n < 2 else (2, 2)) for n in range(count + 12)]
    assert headline_of(rows, MODEL, WORDINGS["de"]).startswith(f"2 von {count + 12} ")


def test_measures_are_those_of_next_steps_and_close_something() -> None:
    found = tally.helping(examples())
    assert found
    for one in found:
        works = [
            work
            for row in (*one.units, *one.perhaps)
            for work in (row.step.work if row.step else ())
            if work.measure == one.measure
        ]
        assert [work.sure for work in works] == [True] * len(one.units) + [False] * len(one.perhaps)
        assert one.closes == sum(work.closes for work in works) >= len(works)
        assert one.least == min(work.effort.low for work in works) <= one.most
        assert len(one.ready) == sum(not work.waits for work in works if work.sure)
        assert len(one.ready_perhaps) == sum(not work.waits for work in works if not work.sure)
        assert {other.measure: len(other.everywhere) for other in one.waits} == Counter(
            other for work in works for other in work.waits
        )


def test_what_comes_before_a_measure_is_of_the_same_plan_and_what_it_needs() -> None:
    waiting = []
    for file in sorted((ROOT / "configs").glob("*.yaml")):
        assessed = assessment_of(file)
        row = row_of(assessed, file.stem, links={}, earlier=())
        order = [planned.measure.id for planned in assessed.plan.measures]
        for work in row.step.work if row.step else ():
            needs = {c for c in MODEL.measure(work.measure).after if assessed.by_id[c].outcome is not Outcome.MET}
            assert {c for other in work.waits for c in MODEL.measure(other).satisfies} >= needs
            assert all(order.index(other) < order.index(work.measure) for other in work.waits)
            assert all(needs & set(MODEL.measure(other).satisfies) for other in work.waits)
            waiting += work.waits
    assert waiting


def test_the_first_measure_is_one_that_can_begin() -> None:
    rows = [row for row in examples() if row.step and any(work.waits for work in row.step.work)]
    found = tally.helping(rows)
    assert {one.measure for one in found} == {one.measure for one in tally.beginning(found)}
    ready = [len(one.ready) for one in tally.beginning(found)]
    assert ready == sorted(ready, reverse=True)
    assert ready[-1] == 0 < ready[0]


@given(units())
def test_among_the_others_everyone_is_counted_once(rows: list[UnitRow]) -> None:
    for axis in (0, 1):
        found = places(rows, axis, 4)
        for row, place in zip(rows, found, strict=True):
            assert sum(place) == len(rows) - 1
            assert place.behind == sum(1 for other in rows if other.high[axis] < row.low[axis])
            assert place.ahead == sum(1 for other in rows if other.low[axis] > row.high[axis])
        spread = stages_of(rows, axis, 4)
        assert sum(spread.certain) + spread.open == len(rows)
