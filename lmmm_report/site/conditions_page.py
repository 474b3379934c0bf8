"""The page with all conditions, measures and questions, each with the units that it is about."""

from collections.abc import Sequence
from typing import NamedTuple

from lmmm_report.domain.model import Model
from lmmm_report.report.words.wording import Wording
from lmmm_report.site import tally
from lmmm_report.site.lazily import Each
from lmmm_report.site.rows import UnitRow, by_name, gates_of
from lmmm_report.site.words import effort_words, gate_words

UnitLink = tuple[str, str]
"""Label and address."""


class BeforeView(NamedTuple):
    """A measure that has to come before another one, and the units where it does."""

    head: str
    units: Sequence[UnitLink]


class ListedView(NamedTuple):
    """A gate or a measure, and its units."""

    id: str
    name: str
    detail: str
    text: str
    missing: Sequence[UnitLink]
    open: Sequence[UnitLink]
    href: str
    """Its entry in the handbook."""
    waits: tuple[BeforeView, ...] = ()
    """Of a measure: what comes before it and where; the rest of its units are `ready` then."""
    ready: Sequence[UnitLink] = ()


class ConditionsPage(NamedTuple):
    """The whole page."""

    language: str
    title: str
    owner: str
    home: str
    group: UnitLink | None
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
    group: UnitLink | None = None,
    whole: str = "",
) -> ConditionsPage:
    """The page for the reports of one model; ``home``, ``handbook`` and ``whole``: addresses seen from it."""
    gates = {gate.id: gate for gate in gates_of(model)}
    lacking = {one.gate: one for one in tally.missing(rows, list(gates))}

    def linked(units: Sequence[UnitRow]) -> Sequence[UnitLink]:
        return Each(len(units), lambda: ((row.label, row.address(w.language, "../")) for row in by_name(units)))

    def listed(gate: str) -> ListedView:
        criterion = gates[gate]
        one = lacking[gate]
        return ListedView(
            id=gate,
            name=w.of(criterion.short),
            detail=gate_words(criterion, model, w),
            text=w.of(criterion.ask),
            missing=linked(one.missing),
            open=linked(one.open),
            href=f"{handbook}#{gate}",
        )

    return ConditionsPage(
        language=w.language,
        title=w.say("portfolio.conditions.of", group=group[0]) if group else w.say("portfolio.conditions.title"),
        owner=owner,
        home=home,
        group=group,
        whole=whole,
        model_name=w.of(model.name),
        gates=tuple(listed(gate) for gate in lacking),
        measures=tuple(
            ListedView(
                id=one.measure,
                name=w.of(model.measure(one.measure).title),
                detail=effort_words(one, w),
                text=w.of(model.measure(one.measure).what),
                missing=linked(one.units),
                open=(),
                href=f"{handbook}#{one.measure}",
                waits=tuple(
                    BeforeView(w.say("portfolio.waits_in", measure=w.of(model.measure(other).title)), linked(units))
                    for other, units in one.waits
                ),
                ready=linked(one.ready),
            )
            for one in tally.helping(rows)
        ),
        program_version=program_version,
        model_version=model.version,
    )
