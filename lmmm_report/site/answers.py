"""Six questions about all units, each answered by a figure and a sentence."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from fractions import Fraction
from typing import NamedTuple

from lmmm_report.report.pictures.spans import percent
from lmmm_report.report.words.wording import Wording, begun
from lmmm_report.site import tally
from lmmm_report.site.headline import known_of
from lmmm_report.site.movement import moves_title, since
from lmmm_report.site.rows import UnitRow
from lmmm_report.site.units import Units
from lmmm_report.site.words import alike, between, effort_words, side_words

OLD = timedelta(days=365)
"""A profile that is so much older than the latest one is called old."""


WAITS = 2
"""Measures that come before another one and are named; more are counted."""


class AnswerView(NamedTuple):
    """A question about all units, with a figure."""

    question: str
    figure: tuple[str, str]
    """A number, and of how many; the second is empty where it says nothing."""
    unit: str
    tone: str
    headline: str
    detail: str = ""
    href: str = ""
    parts: tuple[tuple[str, str, float, float], ...] = ()
    """A bar: what, in words, where each part begins and how wide it is, in percent."""


def answers_of(units: Units) -> Iterator[AnswerView]:
    """The answers in the order in which they are read; a question that nothing can be said to is left out."""
    yield _where(units)
    yield from _first(units)
    yield from _moved(units)
    yield from _missing(units)
    yield from _cost(units)
    yield _certain(units)


def _where(units: Units) -> AnswerView:
    w, known = units.w, known_of(units.rows, units.model)
    sides = w.listed(_sides(known.where, w))
    return AnswerView(
        question=w.say("portfolio.answer.where"),
        figure=(w.number(known.high.proven), w.number(len(units.rows))),
        unit=w.say("portfolio.from_stage", stage=known.high.stage),
        tone="is",
        headline=begun(sides) + ".",
        parts=tuple(_parts(known.where, units)),
    )


def _sides(where: Mapping[str, int], w: Wording) -> Iterator[str]:
    """How many lie where; the line is named by whoever speaks of it first."""
    line = False
    for key, number in where.items():
        if number:
            first = not line and key in ("on", "below")
            yield w.say(f"portfolio.where.{key}{'.first' if first else ''}", count=number)
            line = line or key in ("above", "on", "below")


def _parts(where: Mapping[str, int], units: Units) -> Iterator[tuple[str, str, float, float]]:
    total, start = sum(where.values()), 0.0
    for key, number in where.items():
        if number:
            width = percent(number, total)
            name = side_words(key, units.w)
            yield key, units.w.say("portfolio.with_count", name=name, count=number), round(start, 2), width
            start += width


def _first(units: Units) -> Iterator[AnswerView]:
    """What to begin with: a measure, or the questions where they decide more positions than are certain."""
    w, helping = units.w, tally.beginning(units.helping)
    asking = tuple(row for row in tally.asking(units.rows) if not row.firm)
    if asking and (not helping or 2 * len(asking) > len(units.rows)):
        then = w.of(units.model.measure(helping[0].measure).title) if helping else ""
        yield AnswerView(
            question=w.say("portfolio.answer.first"),
            figure=(w.number(len(asking)), ""),
            unit=w.say("portfolio.units", count=len(asking)),
            tone="todo",
            headline=w.say("portfolio.first.ask", count=len(asking)),
            detail=w.say("portfolio.then", text=then) if helping else "",
            href="#asked",
        )
    elif helping:
        best, number, ready = helping[0], len(helping[0].units), len(helping[0].ready)
        others = sum(1 for one in helping[1:] if (len(one.ready), len(one.units)) == (ready, number))
        details = [w.say("portfolio.first.why", count=number, effort=effort_words(best, w)), _order(best, units)]
        details += [w.say("portfolio.first.level", count=others)] if others else []
        details += [w.say("portfolio.first.ask.too", count=len(asking))] if asking else []
        yield AnswerView(
            question=w.say("portfolio.answer.first"),
            figure=(w.number(ready or number), w.number(number) if 0 < ready < number else ""),
            unit=w.say("portfolio.units", count=number),
            tone="todo",
            headline=w.of(units.model.measure(best.measure).title) + ".",
            detail=" ".join(details),
            href="#helping",
        )


def _order(measure: tally.Helping, units: Units) -> str:
    """In how many of its units a measure can begin, and what comes before it in the others."""
    w, ready = units.w, len(measure.ready)
    if not measure.waits:
        return w.say("portfolio.first.ready_all")
    named = [
        w.say("portfolio.first.wait", count=len(rows), measure=w.of(units.model.measure(other).title))
        for other, rows in measure.waits[:WAITS]
    ]
    more = len(measure.waits) - len(named)
    named += [w.say("portfolio.first.wait.more", count=more)] if more else []
    waits = w.listed(named)
    return (
        w.say("portfolio.first.ready", count=ready, waits=waits)
        if ready
        else w.say("portfolio.first.later", waits=waits)
    )


def _moved(units: Units) -> Iterator[AnswerView]:
    w, moves = units.w, units.moves
    if not any(moves):
        return
    without = moves.count("")
    yield AnswerView(
        question=w.say("portfolio.answer.moved"),
        figure=(_signed(moves.count("up"), moves.count("down"), w), ""),
        unit=since(units),
        tone="is",
        headline=moves_title(units) + ".",
        detail=w.say("portfolio.not_compared", count=without) if without else "",
        href="#movement",
    )


def _signed(up: int, down: int, w: Wording) -> str:
    signs = [w.say(f"numbers.{sign}", n=n) for sign, n in (("more", up), ("less", down)) if n]
    return " ".join(signs) or w.number(0)


def _missing(units: Units) -> Iterator[AnswerView]:
    w, level = units.w, tally.level(units.missing)
    if not level:
        return
    number = len(level[0].missing)
    names = [w.of(units.gates[one.gate].short) for one in level]
    if len(level) > 1:
        gates, spelled = alike(w, len(level), number)
        headline = begun(w.say("portfolio.missing.level.short", count=number, gates=gates, number=spelled))
        detail = w.say("portfolio.among" if len(names) > 3 else "portfolio.these", text=", ".join(names[:3]))
    else:
        others = [one for one in units.missing if one.missing and one not in level]
        headline, told = names[0], ", ".join(
            w.say("portfolio.with_count", name=w.of(units.gates[one.gate].short), count=len(one.missing))
            for one in others[:2]
        )  # fmt: skip
        detail = w.say("portfolio.then", text=told) if told else ""
    yield AnswerView(
        question=w.say("portfolio.answer.missing"),
        figure=(w.number(number), ""),
        unit=w.say("portfolio.units", count=number),
        tone="todo",
        headline=headline + ".",
        detail=detail,
        href="#missing",
    )


def _cost(units: Units) -> Iterator[AnswerView]:
    w, total = units.w, len(units.rows)
    costed, effort = tally.costed(units.rows), tally.next_effort(units.rows)
    if not effort.high:
        return
    others = total - len(costed)
    details = [w.say("portfolio.median", count=len(costed), days=_median(costed))] if len(costed) > 1 else []
    details += [w.say("portfolio.cost.others", count=others)] if others else []
    yield AnswerView(
        question=w.say("portfolio.answer.cost"),
        figure=(w.number(effort.expected), ""),
        unit=w.say("portfolio.days"),
        tone="todo",
        headline=w.say("portfolio.cost", days=between(effort.low, effort.high, w), count=len(costed), total=total),
        detail=" ".join(details),
    )


def _median(costed: Sequence[UnitRow]) -> int:
    likely = sorted(row.step.effort.expected for row in costed if row.step and row.step.effort)
    half, odd = divmod(len(likely), 2)
    return likely[half] if odd else round(Fraction(likely[half - 1] + likely[half], 2))


def _certain(units: Units) -> AnswerView:
    w, total = units.w, len(units.rows)
    firm = sum(1 for row in units.rows if row.firm)
    latest = max(row.day for row in units.rows)
    old = sum(1 for row in units.rows if latest - row.day > OLD)
    return AnswerView(
        question=w.say("portfolio.answer.certain"),
        figure=(w.number(firm), w.number(total)),
        unit=w.say("portfolio.are_firm"),
        tone="is",
        headline=w.say("portfolio.open_positions", count=total - firm) if firm < total else w.say("portfolio.no_open"),
        detail=w.say("portfolio.old", count=old) if old else "",
    )
