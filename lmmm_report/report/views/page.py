"""What the page's script needs, ready to use: it looks up and places, it neither reckons nor words anything itself."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from lmmm_report.domain.assessment import Assessment, Finding, Outcome
from lmmm_report.domain.model import Criterion, Model
from lmmm_report.domain.needs import needs_of
from lmmm_report.domain.what_if import GateTable, WhatIf
from lmmm_report.report.views.findings import FindingPrinter
from lmmm_report.report.words.wording import Wording

Data = Mapping[str, Any]
"""Plain data that becomes JSON inside the page."""


class Choice(NamedTuple):
    """A way to filter findings: its name, and what can be chosen in groups; a group without a name stands alone."""

    id: str
    label: str
    groups: tuple[tuple[str, tuple[tuple[int, str], ...]], ...]
    """Name of the group; number and name of each option."""


class PageView(NamedTuple):
    """The parts of a page that work only where scripts run, and the data they work on."""

    filters: tuple[Choice, ...]
    what_if: bool
    """Whether measures can be ticked and single gates be assumed."""
    what_if_measures: bool
    """Whether there are measures to tick."""
    what_if_note: str
    """Said where they cannot, though there is a plan."""
    data: Data


def page_view_of(assessment: Assessment, wording: Wording, what_if: WhatIf | None) -> PageView:
    """The page's parts for one assessment in one language; without tables there is no what-if."""
    filters, findings = _Filters(assessment, wording).build()
    usable = what_if if what_if is not None and what_if.tables else None
    data: dict[str, Any] = {"texts": _texts(wording), "findings": findings}
    if usable is not None:
        data["whatIf"] = _what_if(assessment, wording, usable)
    return PageView(
        filters=filters,
        what_if=usable is not None,
        what_if_measures=usable is not None and bool(usable.measures),
        what_if_note=_note(what_if, assessment.model, wording),
        data=data,
    )


TEXTS = {
    "copied": (),
    "notCopied": (),
    "readCells": (),
    "copyLink": ("section",),
    "pictured": (),
    "along": ("numbers",),
    "without": ("numbers",),
    "shown": ("shown", "all"),
    "tick": ("number",),
    "ticked": ("ticked", "all"),
    "assume": (),
    "assumeNot": (),
    "assumed": ("count",),
    "strangers": (),
    "days": ("low", "expected", "high"),
    "noDays": (),
    "spokenGates": ("ticked", "axes", "open"),
    "spoken": ("ticked", "axes", "open", "effort"),
    "axis": ("axis", "stage", "coordinate"),
}
"""Texts that the script fills, with their placeholders; in the catalogue under ``page.``."""


def _texts(w: Wording) -> Mapping[str, str]:
    texts = {key: w.say(f"page.{key}", **_left_open(*names)) for key, names in TEXTS.items()}
    firm, spread = ("axis.verdict.firm", "axis.verdict.range")
    return texts | {
        "firm": w.say(firm, **_left_open("number", "stage")),
        "range": w.say(spread, **_left_open("number", "stage", "possible")),
        "interval": w.say("axis.interval", **_left_open("low", "high")),
        "thousands": w.number(1000)[1:-3],
    }


def _left_open(*names: str) -> dict[str, str]:
    """Placeholders filled with themselves, so that the script can fill them."""
    return {name: f"{{{name}}}" for name in names}


def _note(what_if: WhatIf | None, model: Model, w: Wording) -> str:
    if what_if is None or not what_if.entangled:
        return ""
    names = (w.say("plan.quoted", name=w.of(model.criterion(gate).short)) for gate in what_if.entangled)
    return w.say("page.entangled", count=len(what_if.entangled), gates=w.listed(names))


class _Filters:
    """The choices of the filter, and for each finding the numbers of the options it falls under."""

    def __init__(self, assessment: Assessment, wording: Wording) -> None:
        self.w = wording
        self.model = assessment.model
        self.findings = assessment.findings
        self.printer = FindingPrinter(assessment.profile, assessment.model, wording)

    def build(self) -> tuple[tuple[Choice, ...], Mapping[str, Sequence[object]]]:
        w, model, findings = self.w, self.model, self.findings
        areas = [area for area in model.areas if any(f.criterion.area == area for f in findings)]
        owners = [owner for owner in model.owners if any(owner in f.criterion.owners for f in findings)]
        stages = [(axis.id, stage.number) for axis in model.axes for stage in axis.stages]
        outcomes = self._outcomes()
        rungs = tuple(
            (
                w.of(axis.name),
                tuple((stages.index((axis.id, s.number)), f"{s.number} {w.of(s.name)}") for s in axis.stages),
            )
            for axis in model.axes
        )
        choices = (
            self._choice("area", [w.of(model.areas[area]) for area in areas]),
            Choice(id="stage", label=w.say("page.filter.stage"), groups=rungs),
            self._choice("outcome", outcomes),
            self._choice("owner", [w.of(model.owners[owner]) for owner in owners]),
        )
        return choices, {
            f.criterion.id: (
                areas.index(f.criterion.area),
                stages.index((f.criterion.axis, f.criterion.stage)),
                outcomes.index(self.printer.outcome(f)),
                tuple(owners.index(owner) for owner in f.criterion.owners),
            )
            for f in findings
        }

    def _outcomes(self) -> list[str]:
        """The outcomes that occur, by the words in which the findings show them; criteria first, then signs."""
        order = list(Outcome)

        def rank(finding: Finding) -> tuple[bool, int]:
            return finding.criterion.kind.value == "sign", order.index(finding.outcome)

        return list(dict.fromkeys(self.printer.outcome(f) for f in sorted(self.findings, key=rank)))

    def _choice(self, choice: str, names: Sequence[str]) -> Choice:
        return Choice(id=choice, label=self.w.say(f"page.filter.{choice}"), groups=(("", tuple(enumerate(names))),))


def _what_if(assessment: Assessment, w: Wording, what_if: WhatIf) -> Data:
    tables = {table.gate: table for table in what_if.tables}
    needs = needs_of(assessment.plan.measures, assessment.by_id)
    return {
        "measures": [
            (measure, (effort.low, effort.expected, effort.high), _before(needs.get(p.number, ())), p.closes)
            for measure, effort, p in zip(what_if.measures, what_if.efforts, assessment.plan.measures, strict=True)
        ],
        "axes": [_axis(assessment, index, w, tables) for index in range(len(assessment.axes))],
    }


def _axis(assessment: Assessment, index: int, w: Wording, tables: Mapping[str, GateTable]) -> Data:
    result, model = assessment.axes[index], assessment.model
    gates = [model.gates(result.axis.id, stage.number) for stage in result.axis.stages]
    return {
        "name": w.of(result.axis.name),
        "target": assessment.gap.target[index],
        "now": result.proven,
        "most": result.possible,
        "stages": [
            {
                "name": w.of(stage.name),
                # The first stage is where everybody stands: its gates are not asked.
                "gates": [_gate(tables[gate.id]) for gate in gates[number]] if number else [],
                "labels": _labels(stage.number, _asked(gates[number + 1 : number + 2], tables), w),
            }
            for number, stage in enumerate(result.axis.stages)
        ],
    }


def _before(needs: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    """What has to be met before, and the place, from 0, of the measure that meets it."""
    return [(criterion, number - 1) for criterion, number in needs]


def _gate(table: GateTable) -> object:
    """Id, outcomes, and the measures they are for where there are any."""
    return (table.gate, table.outcomes, table.measures) if table.measures else (table.gate, table.outcomes)


def _asked(following: Sequence[Sequence[Criterion]], tables: Mapping[str, GateTable]) -> int:
    """How many gates of the next stage apply; which of them do is declared and does not change."""
    return sum(tables[gate.id].outcomes != "-" for gates in following for gate in gates)


def _labels(stage: int, asked: int, w: Wording) -> Sequence[str]:
    """Coordinates on this stage in words, by how many of the next stage's gates are met."""
    return [w.number(stage + Fraction(held, asked or 1), 2) for held in range(asked or 1)]
