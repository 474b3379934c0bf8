"""Numbers about several units: each unit is in exactly one of the parts that a page names, whatever the rows are."""

from __future__ import annotations

import json
import re
from collections import Counter
from html import unescape
from itertools import product
from typing import NamedTuple

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lmmm_report import resources
from lmmm_report.domain.measure import Effort
from lmmm_report.domain.totals import together, total_of
from lmmm_report.report.pictures.crowd import WIDEST_DISC
from lmmm_report.site import tally
from lmmm_report.site.answers import FEWEST, FOLLOWING, answers_of
from lmmm_report.site.bars import SHOWN, helping_bars, missing_bars, missing_rest
from lmmm_report.site.conditions_page import conditions_page_of
from lmmm_report.site.groups import COMPARED, grouped, inside
from lmmm_report.site.index_json import render_index_json
from lmmm_report.site.movement import moves_of, moves_rest
from lmmm_report.site.picture import groups_lead, inner_groups
from lmmm_report.site.row_json import RowReader, row_data
from lmmm_report.site.rows import NextStep, UnitRow, Work, gates_of
from lmmm_report.site.spread import spread_of
from lmmm_report.site.table import table_rows
from lmmm_report.site.units import Frame, Units, units_of
from lmmm_report.site.words import effort_of
from tests.unit.site.test_pages import made
from tests.unit.site.units import MODEL, WORDINGS, examples, stood, unit

ORDER = [gate.id for gate in gates_of(MODEL)]
SCHEMA = json.loads((resources.SCHEMAS / "index.schema.json").read_text(encoding="utf-8"))
CELLS = st.tuples(st.integers(1, 4), st.integers(1, 4))
MEASURES = [measure.id for measure in MODEL.measures][:4]


@st.composite
def boxes(draw: st.DrawFn) -> tuple[tuple[int, int], tuple[int, int]]:
    """A lowest and a highest cell."""
    low = draw(CELLS)
    return low, (draw(st.integers(low[0], 4)), draw(st.integers(low[1], 4)))


@st.composite
def steps(draw: st.DrawFn) -> NextStep | None:
    """A next step: what it asks for, and measures that may hang on open answers and come after each other."""
    if draw(st.booleans()):
        return None
    work: list[Work] = []
    for measure in draw(st.lists(st.sampled_from(MEASURES), unique=True)):
        days = sorted(draw(st.tuples(*[st.integers(1, 60)] * 3)))
        waits = draw(st.lists(st.sampled_from([one.measure for one in work]), unique=True)) if work else []
        work.append(Work(measure, Effort(*days), draw(st.integers(0, 2)), tuple(waits), draw(st.booleans())))
    gates = tuple(draw(st.lists(st.sampled_from(ORDER[:6]), unique=True)))
    return NextStep(draw(st.integers(0, 1)), 2, gates, total_of(w.effort for w in work) if work else None, tuple(work))


@st.composite
def units(draw: st.DrawFn, most: int = 8, least: int = 1) -> list[UnitRow]:
    """Units of which everything that is counted is by chance."""
    found = []
    for index in range(draw(st.integers(least, most))):
        group = draw(st.sampled_from([(), ("A",), ("B",), ("B", "C")]))
        row = unit(f"u{index}", *draw(boxes()), groups=group)
        if draw(st.booleans()):
            row = stood(row, *draw(boxes()), version=draw(st.sampled_from(["", "1.0.0"])))
        letters = "".join(draw(st.lists(st.sampled_from("mnua"), min_size=9, max_size=9)))
        asks = tuple(gate for gate, letter in zip(ORDER, letters, strict=False) if letter == "u")
        found.append(row._replace(outcomes=letters + "m" * (len(ORDER) - 9), asks=asks, step=draw(steps())))
    return found


def page(rows: list[UnitRow], language: str = "de") -> Units:
    """What the parts of the first page are made from."""
    groups = grouped(rows)
    frame = Frame(
        model=MODEL, program_version="0", owner="", up="", home="", conditions="c.html", pages=(),
        groups=tuple((group, f"{group.file}.html") for group in inside(groups, ())),
    )  # fmt: skip
    return units_of(rows, frame, WORDINGS[language])


def names(rows: tuple[UnitRow, ...]) -> set[str]:
    return {row.name for row in rows}


@given(units())
def test_of_a_condition_every_unit_that_lacks_it_is_in_one_list(rows: list[UnitRow]) -> None:
    for one in tally.missing(rows, ORDER):
        place = ORDER.index(one.gate)
        parts = (one.missing, one.missing_later, one.open, one.open_later)
        listed = [row.name for part in parts for row in part]
        assert len(listed) == len(set(listed))
        assert names(one.missing + one.missing_later) == {row.name for row in rows if row.outcomes[place] == "n"}
        assert names(one.open + one.open_later) == {row.name for row in rows if row.outcomes[place] == "u"}
        assert (one.not_met, one.unknown) == tuple(sum(row.outcomes[place] == x for row in rows) for x in "nu")
        asked_for = {row.name for row in rows if row.step and one.gate in row.step.gates}
        assert names(one.missing + one.open) <= asked_for
        assert not names(one.missing_later + one.open_later) & asked_for
    shown = {one.gate for one in tally.missing(rows, ORDER)}
    assert shown == {gate for place, gate in enumerate(ORDER) if any(row.outcomes[place] in "nu" for row in rows)}


@given(units(), st.sampled_from(["de", "en"]))
def test_the_conditions_page_names_every_unit_that_it_counts(rows: list[UnitRow], language: str) -> None:
    w = WORDINGS[language]
    view = conditions_page_of(rows, MODEL, w, owner="", program_version="", home="", handbook="h")
    by_gate = {one.gate: one for one in tally.missing(rows, ORDER)}
    assert [gate.id for gate in view.gates] == list(by_gate)
    for gate in view.gates:
        one = by_gate[gate.id]
        assert sum(len(part.units) for part in gate.lists) == one.not_met + one.unknown
        if one.not_met:
            assert w.say("portfolio.lacks", count=one.not_met, total=len(rows)) in gate.detail
        if one.unknown:
            key = "portfolio.is_open" if one.not_met else "portfolio.is_open.alone"
            assert w.say(key, count=one.unknown, total=len(rows)) in gate.detail
    by_measure = {one.measure: one for one in tally.helping(rows)}
    for measure in view.measures:
        helped = by_measure[measure.id]
        listed = {label: mark for part in measure.lists for label, _, mark in part.units}
        assert set(listed) == {row.label for row in (*helped.units, *helped.perhaps)}
        assert all(part.units for part in measure.lists)
        marked = {label for part in measure.lists for label, _, mark in part.units if mark}
        assert marked >= {row.label for row in helped.perhaps}
        if not helped.waits:
            assert marked == {row.label for row in helped.perhaps}


@given(units())
def test_bars_count_only_next_steps_and_say_apart_what_is_unknown(rows: list[UnitRow]) -> None:
    found = page(rows)
    for bar in missing_bars(found):
        place = ORDER.index(bar.id)
        letters = Counter(row.outcomes[place] for row in rows if row.step and bar.id in row.step.gates)
        assert (bar.number, bar.open) == (letters["n"], letters["u"])
    for bar in helping_bars(found):
        sure = [
            work.sure for row in rows if row.step for work in row.step.work if work.measure == bar.id and work.closes
        ]
        assert (bar.number, bar.open) == (sum(sure), len(sure) - sum(sure))
        assert bar.number + bar.open > 0


def spared(row: UnitRow) -> list[tuple[Effort, ...]]:
    """What may be left of a next step: any of the measures that hang on open answers may be spared."""
    assert row.step is not None
    choices = [(True,) if work.sure else (True, False) for work in row.step.work]
    return [
        tuple(work.effort for work, kept in zip(row.step.work, one, strict=True) if kept) for one in product(*choices)
    ]


@given(units(most=3))
def test_what_next_steps_cost_holds_whatever_the_answers_are(rows: list[UnitRow]) -> None:
    cost = tally.cost(rows)
    costed = {row.name for row in rows if row.step and row.step.effort}
    assert names(cost.certain) | names(cost.open) == costed
    assert not names(cost.certain) & names(cost.open)
    assert cost.effort == together(row.step.effort for row in cost.certain if row.step and row.step.effort)
    for left in product(*(spared(row) for row in cost.open)):
        total = together(total_of(efforts) for efforts in left)
        assert cost.least <= total.low
        assert total.high <= cost.most
    for row in rows:
        effort = effort_of(row)
        if effort is None:
            continue
        assert row.step is not None
        totals = [total_of(efforts) for efforts in spared(row)]
        assert effort.low == min(total.low for total in totals)
        assert effort.high == max(total.high for total in totals)
        assert row.step.certain == (len(totals) == 1)


@given(units(most=12))
def test_the_answer_about_the_cost_accounts_for_every_unit(rows: list[UnitRow]) -> None:
    w, found = WORDINGS["de"], page(rows)
    question = w.say("portfolio.answer.cost")
    answer = next((one for one in answers_of(found) if one.question == question), None)
    cost = tally.cost(rows)
    if answer is None:
        assert not cost.certain
        assert not cost.open
        return
    others = len(rows) - len(cost.certain) - len(cost.open)
    assert (w.say("portfolio.cost.others", count=others) in answer.detail) == (others > 0)
    if cost.certain and cost.open:
        assert w.say("portfolio.cost.open", count=len(cost.open), low=cost.least, high=cost.most) in answer.detail
    assert ("Hälfte" in answer.detail) == (len(cost.certain) >= FEWEST)
    if len(cost.certain) >= FEWEST:
        days = [row.step.effort.expected for row in cost.certain if row.step and row.step.effort]
        median = next(
            day for day in sorted(days) if w.say("portfolio.median", count=len(days), days=day) in answer.detail
        )
        assert 2 * sum(day <= median for day in days) >= len(days)
        assert 2 * sum(day < median for day in days) <= len(days)


def cells_between(low: tuple[int, int], high: tuple[int, int]) -> list[tuple[int, int]]:
    return list(product(range(low[0], high[0] + 1), range(low[1], high[1] + 1)))


@given(boxes(), boxes())
def test_a_movement_is_told_where_it_holds_wherever_the_unit_stood_and_stands(
    then: tuple[tuple[int, int], tuple[int, int]], now: tuple[tuple[int, int], tuple[int, int]]
) -> None:
    found = tally.movement(stood(unit("u", *now), *then), MODEL.version)
    pairs = list(product(cells_between(*then), cells_between(*now)))
    rises = [any(all(after[axis] > before[axis] for before, after in pairs) for axis in (0, 1))]
    falls = [any(all(after[axis] < before[axis] for before, after in pairs) for axis in (0, 1))]
    assert (found == tally.SAME) == all(before == after for before, after in pairs)
    assert {"up": rises[0], "down": falls[0], "both": rises[0] and falls[0]}.get(found, True)
    if found == tally.UNSURE:
        assert any(before != after for before, after in pairs)


@given(units(most=12), st.sampled_from(["de", "en"]))
def test_what_is_said_of_movement_accounts_for_every_unit(rows: list[UnitRow], language: str) -> None:
    w, found = WORDINGS[language], page(rows, language)
    counts = Counter(found.moves)
    assert set(counts) <= {*tally.MOVED, tally.SAME, tally.UNSURE, ""}
    told = moves_rest(found)
    for key in ("both", tally.SAME, tally.UNSURE, ""):
        said = w.say(f"portfolio.moves.{key}" if key else "portfolio.not_compared", count=counts[key])
        assert (said in told) == (counts[key] > 0)
    moves = list(moves_of(found))
    assert len(moves) == sum(counts[key] for key in tally.MOVED)
    by_label = {row.label: row for row in rows}
    for move in moves:
        assert w.month(by_label[move.label].earlier[-1].date) in move.text


@given(units())
def test_the_document_says_of_each_unit_what_may_be_spared(rows: list[UnitRow]) -> None:
    document = json.loads("".join(render_index_json(rows, [], MODEL, program_version="0")))
    jsonschema.Draft202012Validator(SCHEMA).validate(document)
    by_name = {one["name"]: one for one in document["units"]}
    for row in rows:
        told, step = by_name[row.name], row.step
        moved = tally.movement(row, MODEL.version)
        assert told["movement"] == (moved if moved not in (tally.UNSURE, "") else None)
        if step is None:
            continue
        assert told["next_step"]["perhaps"] == [work.measure for work in step.work if not work.sure]
        if step.effort is not None:
            assert told["next_step"]["effort"]["expected"] == step.effort.expected
            least = total_of(work.effort for work in step.work if work.sure)
            assert told["next_step"]["least"] == least._asdict()


@given(units())
def test_a_row_keeps_what_may_be_spared(rows: list[UnitRow]) -> None:
    reader = RowReader(MODEL)
    for row in rows:
        assert reader.row(json.loads(json.dumps(row_data(row))), row.name, row.links) == row


@given(units(most=12))
def test_every_disc_of_all_groups_has_one_scale(rows: list[UnitRow]) -> None:
    found = page(rows)
    cells = {}
    for group, _ in found.frame.groups:
        for cell, members in tally.cells(group.rows).items():
            cells[group.name, cell] = members
    drawn = list(inner_groups(found))
    most = max(map(len, cells.values()), default=1)
    for group in drawn:
        for disc in group.discs:
            cell = (int(disc.x // 100) + 1, 4 - int(disc.y // 100))
            members = cells.pop((group.name, cell))
            firm = sum(row.firm for row in members)
            assert disc.radius == pytest.approx(WIDEST_DISC * (len(members) / most) ** 0.5, abs=0.01)
            assert disc.firm == pytest.approx(WIDEST_DISC * (firm / most) ** 0.5, abs=0.01)
            assert disc.open == (firm < len(members))
    assert not cells


@given(units(most=12), st.sampled_from(["de", "en"]))
def test_groups_say_how_many_units_are_in_none_of_them(rows: list[UnitRow], language: str) -> None:
    found, w = page(rows, language), WORDINGS[language]
    groups = [group for group, _ in found.frame.groups]
    outside = len(rows) - sum(len(group.rows) for group in groups)
    lead = groups_lead(found)
    if not groups:
        assert lead == ""
        return
    said = w.say("portfolio.groups.outside", count=outside).rstrip(".")
    assert (said in lead) == (outside > 0)
    firm = all(row.firm for group in groups for row in group.rows)
    assert (w.say("portfolio.groups.lead.open") in lead) == (not firm)


@given(units(most=12, least=COMPARED))
def test_a_bar_of_the_spread_is_all_others(rows: list[UnitRow]) -> None:
    for _, _, places in spread_of(page(rows)).rows:
        for place in places:
            numbers = [int(number) for number in re.findall(r"\d+", place.text)]
            assert sum(numbers) == len(rows) - 1
            assert sum(width for _, _, width in place.parts) == pytest.approx(100, abs=0.1)
            named = {name: width for name, _, width in place.parts}
            assert ("offen" in place.text) == ("open" in named)


class Held(NamedTuple):
    """So many units that each gate holds back, the gates in the model's order."""

    counts: tuple[int, ...]

    def rows(self) -> list[UnitRow]:
        """Units of which each lacks those gates whose number is not reached yet."""
        total, step = max(self.counts) + 1, next(row.step for row in examples() if row.step)
        gates = tuple(ORDER[: len(self.counts)])
        found = []
        for index in range(total):
            letters = "".join("n" if index < count else "m" for count in self.counts)
            row = unit(f"u{index}")._replace(asks=(), outcomes=letters + "m" * (len(ORDER) - len(letters)))
            found.append(row._replace(step=step._replace(gates=gates)))
        return found


@settings(max_examples=60)
@given(st.lists(st.integers(1, 4), min_size=1, max_size=len(ORDER)).map(lambda x: Held(tuple(x))))
def test_conditions_without_a_bar_are_counted_and_so_are_those_that_are_level_with_the_last(held: Held) -> None:
    found = page(held.rows())
    bars, rest = list(missing_bars(found)), missing_rest(found)
    without = len(held.counts) - len(bars)
    assert len(bars) == min(SHOWN, len(held.counts))
    assert (rest != "") == (without > 0)
    if without:
        level = held.counts.count(bars[-1].number) - sum(bar.number == bars[-1].number for bar in bars)
        numbers = [int(number) for number in re.findall(r"\d+", rest)] or [1]
        assert numbers[0] == without
        assert ("so vielen Einheiten" in rest) == (level > 0)
        assert level in numbers or level == 0


@settings(max_examples=60)
@given(st.lists(st.integers(1, 4), min_size=2, max_size=9).map(lambda x: Held(tuple(x))))
def test_of_conditions_that_are_level_with_one_that_is_named_none_is_left_out(held: Held) -> None:
    w, found = WORDINGS["de"], page(held.rows())
    question = w.say("portfolio.answer.missing")
    answer = next(one for one in answers_of(found) if one.question == question)
    others = sorted(held.counts, reverse=True)[1:]
    if others[0] == max(held.counts):  # several are level at the top: the headline counts them
        assert "gleichauf" in answer.headline
        return
    level = others[FOLLOWING:].count(others[:FOLLOWING][-1])
    said = w.say("portfolio.then.level", count=level, number=others[:FOLLOWING][-1])
    assert (said in answer.detail) == (level > 0)


@given(units(most=12))
def test_the_table_shows_what_a_step_takes_at_least(rows: list[UnitRow]) -> None:
    found = page(rows)
    for row, view in zip(found.rows, table_rows(found), strict=True):
        step = row.step
        if step is None or step.effort is None:
            assert view.expected == -1
            continue
        assert view.expected == step.effort.expected
        assert view.effort.startswith(str(step.least.low))


def test_what_helps_only_perhaps_is_said_so() -> None:
    plain = next(row for row in examples() if row.step and row.firm and row.step.work[0].closes)
    assert plain.step is not None
    work = plain.step.work[0]._replace(waits=())
    sure = [plain._replace(name=f"s{n}", step=plain.step._replace(work=(work,))) for n in range(3)]
    hanging = plain.step._replace(work=(work._replace(sure=False),))
    perhaps = [plain._replace(name=f"p{n}", step=hanging) for n in range(2)]
    for rows, figure, german in (
        (sure, "3", "Hilft drei Einheiten im nächsten Schritt, je"),
        ([*sure, *perhaps], "3", "Hilft drei Einheiten im nächsten Schritt, vielleicht zwei mehr, je"),
        ([*sure, perhaps[0]], "3", "Hilft drei Einheiten im nächsten Schritt, vielleicht einer mehr, je"),
        (perhaps, "2", "Hilft je nach offenen Antworten bis zu zwei Einheiten"),
    ):
        first = next(one for one in answers_of(page(rows)) if one.question == "Was zuerst?")
        assert first.figure[0] == figure
        assert first.detail.startswith(german)


def test_what_open_answers_decide_is_said_for_positions_and_for_what_is_left_to_do() -> None:
    asks = next(row.asks for row in examples() if row.asks)
    provisional = [unit(f"p{n}", (1, 1), (2, 2))._replace(asks=asks) for n in range(5)]
    firm = [unit(f"f{n}")._replace(asks=asks) for n in range(2)]

    for language, w in WORDINGS.items():
        name = "index.html" if language == "de" else f"index.{language}.html"
        both, positions, todo = (unescape(made(rows)[name]) for rows in ([*provisional, *firm], provisional, firm))
        assert w.say("portfolio.asked.both.position", count=5) in both
        assert w.say("portfolio.asked.both.todo", count=2) in both
        assert w.say("portfolio.asked.position", count=5) in positions
        assert w.say("portfolio.asked.todo", count=2) in todo
        assert w.say("portfolio.open_sides.all", count=5) in positions
