"""The model as a page: axes with stages and gates, measures, glossary, sources. Drawn from the model alone."""

from typing import NamedTuple

from lmmm_report.domain.model import Criterion, Kind, Model
from lmmm_report.report.words.wording import Wording


class GateEntry(NamedTuple):
    """A gate: what it asks for, what is enough, what is not, and which measures meet it."""

    id: str
    name: str
    met: str
    ask: str
    why: str
    enough: tuple[str, ...]
    not_enough: tuple[tuple[str, str], ...]
    measures: tuple[tuple[str, str], ...]
    """Id and title."""


class StageEntry(NamedTuple):
    """A stage and its gates."""

    number: int
    name: str
    summary: str
    gates: tuple[GateEntry, ...]


class AxisEntry(NamedTuple):
    """An axis and its stages."""

    id: str
    name: str
    summary: str
    stages: tuple[StageEntry, ...]


class MeasureEntry(NamedTuple):
    """A measure."""

    id: str
    title: str
    what: str
    why: str
    first_step: str
    done_when: str
    owner: str
    gates: tuple[tuple[str, str], ...]
    """Id and short name of what it meets."""


class HandbookPage(NamedTuple):
    """The whole page."""

    language: str
    title: str
    owner: str
    home: str
    model_name: str
    summary: str
    axes: tuple[AxisEntry, ...]
    regions: tuple[tuple[str, str], ...]
    measures: tuple[MeasureEntry, ...]
    glossary: tuple[tuple[str, str, str], ...]
    sources: tuple[tuple[str, str, str], ...]
    program_version: str
    model_version: str


def handbook_page_of(model: Model, w: Wording, *, owner: str, home: str, program_version: str) -> HandbookPage:
    """The page; ``home``: address of the first page, seen from it."""
    gates = [c for c in model.criteria if c.kind is Kind.GATE]
    known = {c.id: c for c in gates}
    return HandbookPage(
        language=w.language,
        title=w.say("portfolio.handbook.title"),
        owner=owner,
        home=home,
        model_name=w.of(model.name),
        summary=w.of(model.summary),
        axes=tuple(
            AxisEntry(
                id=axis.id,
                name=w.of(axis.name),
                summary=w.of(axis.summary),
                stages=tuple(
                    StageEntry(
                        number=stage.number,
                        name=w.of(stage.name),
                        summary=w.of(stage.summary),
                        gates=tuple(_gate(c, model, w) for c in gates if (c.axis, c.stage) == (axis.id, stage.number)),
                    )
                    for stage in axis.stages
                ),
            )
            for axis in model.axes
        ),
        regions=tuple((w.of(model.regions[key]), w.of(model.region_texts[key])) for key in model.regions),
        measures=tuple(
            MeasureEntry(
                id=m.id,
                title=w.of(m.title),
                what=w.of(m.what),
                why=w.of(m.why),
                first_step=w.of(m.first_step),
                done_when=w.of(m.done_when),
                owner=w.of(model.owners[m.owner]),
                gates=tuple((c, w.of(known[c].short)) for c in m.satisfies if c in known),
            )
            for m in model.measures
        ),
        glossary=tuple(
            sorted(((t.id, w.of(t.name), w.of(t.meaning)) for t in model.glossary), key=lambda t: t[1].casefold())
        ),
        sources=tuple((s.id, w.of(s.title), w.of(s.where)) for s in model.sources),
        program_version=program_version,
        model_version=model.version,
    )


def _gate(criterion: Criterion, model: Model, w: Wording) -> GateEntry:
    decision = criterion.decision
    return GateEntry(
        id=criterion.id,
        name=w.of(criterion.short),
        met=w.of(criterion.met),
        ask=w.of(criterion.ask),
        why=w.of(criterion.why),
        enough=tuple(map(w.of, decision.enough)) if decision else (),
        not_enough=tuple((w.of(one.said), w.of(one.reason) if one.reason else "") for one in decision.not_enough)
        if decision
        else (),
        measures=tuple((m.id, w.of(m.title)) for m in model.measures_for(criterion.id)),
    )
