"""The page with all conditions, measures and questions, each with the units that it is about."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lmmm_report.domain.model import Model
from lmmm_report.report.words.wording import Wording
from lmmm_report.site import tally
from lmmm_report.site.lazily import Each
from lmmm_report.site.rows import UnitRow, by_name, gates_of
from lmmm_report.site.words import effort_words, gate_words

UnitLink = tuple[str, str, str]
"""Label, address, and what has to be known of it: empty where it is certain."""


class UnitList(NamedTuple):
    """Units below a head that says what holds of them."""

    head: str
    units: Sequence[UnitLink]


class ListedView(NamedTuple):
    """A gate or a measure, and its units."""

    id: str
    name: str
    detail: str
    """What it is, and how many units it is about."""
    text: str
    lists: tuple[UnitList, ...]
    """The units, each list below its head; lists of nobody are left out."""
    href: str
    """Its entry in the handbook."""


class ConditionsPage(NamedTuple):
    """The whole page."""

    language: str
    title: str
    owner: str
    home: str
    group: tuple[str, str] | None
    """The group that the page is about, with the address of its page; `None` for all units."""
    whole: str
    """Of a page about a group: the address of the one about all units."""
    model_name: str
    gates: tuple[ListedView, ...]
    measures: tuple[ListedView, ...]
    program_version: str
    model_version: str


def conditions_page_of(
    rows: Sequence[UnitRow],
    model: Model,
    w: Wording,
    *,
    owner: str,
    program_version: str,
    home: str,
    handbook: str,
    group: tuple[str, str] | None = None,
    whole: str = "",
) -> ConditionsPage:
    """The page for the reports of one model; ``home``, ``handbook`` and ``whole``: addresses seen from it."""
    lists = _Lists(rows, model, w, handbook)
    order = [gate.id for gate in gates_of(model)]
    return ConditionsPage(
        language=w.language,
        title=w.say("portfolio.conditions.of", group=group[0]) if group else w.say("portfolio.conditions.title"),
        owner=owner,
        home=home,
        group=group,
        whole=whole,
        model_name=w.of(model.name),
        gates=tuple(map(lists.gate, tally.missing(rows, order))),
        measures=tuple(map(lists.measure, tally.helping(rows))),
        program_version=program_version,
        model_version=model.version,
    )


class _Lists:
    """Tells of a gate or a measure which units it is about."""

    def __init__(self, rows: Sequence[UnitRow], model: Model, w: Wording, handbook: str) -> None:
        self.total, self.model, self.w, self.handbook = len(rows), model, w, handbook
        self.gates = {gate.id: gate for gate in gates_of(model)}

    def gate(self, one: tally.Missing) -> ListedView:
        w, criterion = self.w, self.gates[one.gate]
        return ListedView(
            id=one.gate,
            name=w.of(criterion.short),
            detail=" · ".join([gate_words(criterion, self.model, w), *self._holding(one), self._everywhere(one)]),
            text=w.of(criterion.ask),
            lists=self._lists(
                ("portfolio.holds_back", one.missing, ()),
                ("portfolio.may_hold_back", one.open, ()),
                ("portfolio.not_met_later", one.missing_later, ()),
                ("portfolio.open_later", one.open_later, ()),
            ),
            href=f"{self.handbook}#{one.gate}",
        )

    def measure(self, one: tally.Helping) -> ListedView:
        w, measure = self.w, self.model.measure(one.measure)
        before = [self._before(other) for other in one.waits]
        ready = "portfolio.ready_in" if before else "portfolio.helps_in"
        return ListedView(
            id=one.measure,
            name=w.of(measure.title),
            detail=f"{effort_words(one, w)} · {self._helped(one)}",
            text=w.of(measure.what),
            lists=(*self._lists((ready, one.ready, one.ready_perhaps)), *before),
            href=f"{self.handbook}#{one.measure}",
        )

    def _holding(self, one: tally.Missing) -> Iterator[str]:
        certain, perhaps = len(one.missing), len(one.open)
        if certain:
            said = self.w.say("portfolio.holds", count=certain)
            yield self.w.say("portfolio.perhaps_more", said=said, count=perhaps) if perhaps else said
        elif perhaps:
            yield self.w.say("portfolio.holds.perhaps", count=perhaps)

    def _everywhere(self, one: tally.Missing) -> str:
        """Of all units, wherever they stand."""
        not_met = self.w.say("portfolio.lacks", count=one.not_met, total=self.total) if one.not_met else ""
        key = "portfolio.is_open" if one.not_met else "portfolio.is_open.alone"
        unknown = self.w.say(key, count=one.unknown, total=self.total) if one.unknown else ""
        return ", ".join(filter(None, (not_met, unknown)))

    def _helped(self, one: tally.Helping) -> str:
        certain, perhaps = len(one.units), len(one.perhaps)
        if not certain:
            return self.w.say("portfolio.helps.perhaps", count=perhaps)
        said = self.w.say("portfolio.helps", count=certain)
        return self.w.say("portfolio.perhaps_more", said=said, count=perhaps) if perhaps else said

    def _before(self, one: tally.Before) -> UnitList:
        head = self.w.say("portfolio.waits_in", measure=self.w.of(self.model.measure(one.measure).title))
        return UnitList(head, self._linked(one.units, one.perhaps))

    def _lists(self, *lists: tuple[str, Sequence[UnitRow], Sequence[UnitRow]]) -> tuple[UnitList, ...]:
        return tuple(
            UnitList(self.w.say(head), self._linked(units, perhaps))
            for head, units, perhaps in lists
            if units or perhaps
        )

    def _linked(self, units: Sequence[UnitRow], perhaps: Sequence[UnitRow]) -> Sequence[UnitLink]:
        w, open_ = self.w, frozenset(row.name for row in perhaps)
        mark = w.say("portfolio.perhaps.mark")
        return Each(
            len(units) + len(perhaps),
            lambda: (
                (row.label, row.address(w.language, "../"), mark if row.name in open_ else "")
                for row in by_name((*units, *perhaps))
            ),
        )
