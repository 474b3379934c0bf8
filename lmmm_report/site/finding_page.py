"""The pages that need a script: the search over everything that all may read, and the comparison of two units."""

from collections.abc import Iterator, Sequence
from itertools import chain, groupby
from typing import Any, NamedTuple

from lmmm_report.domain.model import Model
from lmmm_report.report.words.cells import cell_numbers, place_words
from lmmm_report.report.words.wording import Wording
from lmmm_report.site import tally
from lmmm_report.site.broken import views_of
from lmmm_report.site.groups import groups_of
from lmmm_report.site.handbook_page import handbook_page_of
from lmmm_report.site.lazily import Each
from lmmm_report.site.rows import Broken, UnitRow, by_name, gates_of
from lmmm_report.site.words import between, effort_of, gate_words, target_words

BETWEEN = " · "
"""Between what is said of an entry beside its text."""


class ScriptedPage(NamedTuple):
    """A page whose content its script puts in."""

    language: str
    title: str
    owner: str
    home: str
    model_name: str
    kind: str
    lead: str
    ways: tuple[tuple[str, str], ...]
    """Where those go on who have no script: label and address."""
    program_version: str
    model_version: str


def scripted_page_of(
    kind: str, model: Model, w: Wording, *, owner: str, home: str, ways: Sequence[tuple[str, str]], program_version: str
) -> ScriptedPage:
    """The frame of the page of this ``kind``: ``search`` or ``compare``."""
    return ScriptedPage(
        language=w.language,
        title=w.say(f"portfolio.{kind}.title"),
        owner=owner,
        home=home,
        model_name=w.of(model.name),
        kind=kind,
        lead=w.say(f"portfolio.{kind}.lead"),
        ways=tuple(ways),
        program_version=program_version,
        model_version=model.version,
    )


def _around(row: UnitRow) -> tuple[str, ...]:
    company = row.company
    return tuple(filter(None, (*groups_of(row), company.region, *company.tags, company.sector, company.location)))


def search_data(
    rows: Sequence[UnitRow], broken: Sequence[Broken], model: Model, w: Wording, *, handbook: str, home: str
) -> dict[str, Any]:
    """What the search looks through: of each unit what stands on pages about all, and the model.

    Who said what, notes and decisions are not among it; they stand in the unit's own report.
    """
    others = (*_of_broken(rows, broken, w, home), *_of_the_model(model, w, handbook))
    return {
        "entries": Each(len(rows) + len(others), lambda: chain(_of_units(rows, model, w), others)),
        "words": {"none": w.say("portfolio.search.none"), "found": w.say("portfolio.search.found", count="%1")},
    }


def _of_units(rows: Sequence[UnitRow], model: Model, w: Wording) -> Iterator[list[str]]:
    gates = {gate.id: gate for gate in gates_of(model)}
    for row in by_name(rows):
        words = [row.headlines.get(w.language, ""), *_around(row), place_words(row.low, row.high, model, w)]
        words += [w.of(model.measure(work.measure).title) for work in (row.step.work if row.step else ())]
        asked = [w.of(gates[gate].short) for gate in row.asks if gate in gates]
        yield [
            row.label,
            row.address(w.language, "../"),
            w.say("portfolio.search.unit"),
            words[0],
            BETWEEN.join(words[1:] + asked),
        ]


def _of_broken(rows: Sequence[UnitRow], broken: Sequence[Broken], w: Wording, home: str) -> Iterator[list[str]]:
    """The profiles that cannot be read: by their names and folders, with what is wrong."""
    labels = {row.name: row.label for row in rows}
    for one, view in zip(broken, views_of(broken, labels, "../", w), strict=True):
        told = f"{view.problem} {view.shown}"
        yield [view.label, f"{home}#broken", w.say("portfolio.part.broken"), told, one.name.replace("/", BETWEEN)]


def _of_the_model(model: Model, w: Wording, handbook: str) -> Iterator[list[str]]:
    """What the handbook shows of conditions, measures and terms, word for word: what can be read there is found."""
    book = handbook_page_of(model, w, owner="", home="", program_version="")
    for gate in (gate for axis in book.axes for stage in axis.stages for gate in stage.gates):
        yield [
            gate.name,
            f"{handbook}#{gate.id}",
            w.say("portfolio.search.gate"),
            gate.met,
            BETWEEN.join(texts_of(gate)),
        ]
    for measure in book.measures:
        yield [
            measure.title,
            f"{handbook}#{measure.id}",
            w.say("portfolio.search.measure"),
            measure.what,
            BETWEEN.join(texts_of(measure)),
        ]
    for id_, name, meaning in book.glossary:
        yield [name, f"{handbook}#{id_}", w.say("portfolio.search.term"), meaning, id_]


def texts_of(entry: object) -> Iterator[str]:
    """All texts of an entry of the handbook, however deep they lie in it."""
    if isinstance(entry, str):
        yield entry
    elif isinstance(entry, tuple):
        for part in entry:
            yield from texts_of(part)


def compare_data(rows: Sequence[UnitRow], model: Model, w: Wording) -> dict[str, Any]:
    """What the comparison puts side by side."""
    return {
        "stages": [
            [head, [w.of(gate.short) for gate in gates]]
            for head, gates in groupby(gates_of(model), lambda gate: gate_words(gate, model, w))
        ],
        "measures": [w.of(measure.title) for measure in model.measures],
        "units": Each(len(rows), lambda: _all_compared(by_name(rows), model, w)),
        "heads": [
            w.say(key)
            for key in (
                "portfolio.column.date", "portfolio.column.stages", "portfolio.filter.certain",
                "portfolio.part.movement", "portfolio.column.target",
                "portfolio.compare.effort", "portfolio.compare.known", "portfolio.compare.step",
            )
        ],
        "outcomes": {
            "m": w.say("rung.met"), "n": w.say("rung.not_met"), "u": w.say("rung.unknown"),
            "a": w.say("portfolio.compare.not_applicable"),
        },
        "words": {
            "same": w.say("portfolio.compare.same"),
            "differ": w.say("portfolio.compare.differ", differ="%1", open="%2"),
            "gate": w.say("portfolio.compare.gate"), "what": w.say("portfolio.compare.what"),
        },
    }  # fmt: skip


def _all_compared(rows: Sequence[UnitRow], model: Model, w: Wording) -> Iterator[list[Any]]:
    places = {measure.id: place for place, measure in enumerate(model.measures)}
    for row in rows:
        # A measure is named by its place: its title would stand there once for each unit.
        work = [places[one.measure] for one in (row.step.work if row.step else ())]
        yield [row.label, row.address(w.language, "../"), _compared(row, model, w), row.outcomes, row.name, work]


def _compared(row: UnitRow, model: Model, w: Wording) -> list[str]:
    """What is said of a unit beside another one, in the order of the heads; its measures come last, by their places."""
    effort = effort_of(row)
    return [
        w.date(row.day),
        place_words(row.low, row.high, model, w),
        w.say("portfolio.firm" if row.firm else "portfolio.provisional"),
        _movement(row, model, w),
        target_words(row, w),
        between(effort.low, effort.high, w) if effort else "",
        w.say("portfolio.compare.answered", known=row.answered, gates=row.gates),
    ]


def _movement(row: UnitRow, model: Model, w: Wording) -> str:
    """How a unit has moved since its last position; empty where nothing can be said."""
    moved = tally.movement(row, model.version)
    if moved not in tally.MOVED:
        return w.say(f"portfolio.compare.moved.{moved}") if moved else ""
    before = w.say("portfolio.from", before=cell_numbers(row.earlier[-1].cell, row.earlier[-1].highest))
    return f"{w.say(f'portfolio.moved.{moved}')} {before}"
