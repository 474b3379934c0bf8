"""The frame of a maturity model from its YAML: axes and stages, areas, cells, regions, cautions, sources, remarks.

Nothing here knows a word of any particular model: what may stand where follows from the file itself.
"""

from __future__ import annotations

import string
from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from lmmm_report.domain.condition import Condition
from lmmm_report.domain.format import ProfileFormat
from lmmm_report.domain.measure import SizeClass
from lmmm_report.domain.model import Bridge, Caution, Cell, Fallback, Reason, Remark, Rephrasing, Source, Term, Text
from lmmm_report.load.model.axes import decode_axes, decode_path
from lmmm_report.load.model.sentences import Speaking, decode_claims
from lmmm_report.load.model.vocabulary import CODE, MOST_STAGES, NAME, Shape, Vocabulary, beginnings, named
from lmmm_report.load.schema.decode import Node, refuse_doubles
from lmmm_report.load.schema.format import FactType
from lmmm_report.messages import say

_SOURCE: Shape = ("[A-Za-z][A-Za-z0-9+-]*", "model.source_key")
_LANGUAGE: Shape = ("[a-z]{2,3}(-[A-Z]{2})?", "model.language_code")
VERSION: Shape = (r"[0-9]+\.[0-9]+\.[0-9]+", "model.version")
_ADDRESS: Shape = (r"https://[^\s<>]+", "model.address")

_REGIONS = ("on", "above", "below")
_NOWHERE = (0, 0)
_HIGHEST_LIMIT = 1_000_000

_KEYS = (
    "id",
    "version",
    "languages",
    "name",
    "summary",
    "axes",
    "path",
    "areas",
    "owners",
    "efforts",
    "limits",
    "cells",
    "intersections",
    "regions",
    "cautions",
    "sources",
    "remarks",
    "sizes",
    "plan",
)


def decode_frame(
    root: Node, facts: FactType, described: ProfileFormat, folder: str, *, has_sentences: bool
) -> tuple[Vocabulary, dict[str, Any]] | None:
    """What other files may refer to, and the model's own fields but for those that other files hold.

    ``has_sentences``: the model says of companies what stands in a file of its own, so its cells need no headline.
    `None` where the languages are not known, since then no text can be judged.
    """
    fields = root.fields(_KEYS, ("bridge", "facts", "fallbacks", "rephrasings", "also"))
    languages = _languages(fields["languages"])
    if not languages:
        return None
    axes = decode_axes(fields["axes"], languages)
    areas = {area: node.fields(("code", "name")) for area, node in named(fields["areas"], NAME).items()}
    codes = beginnings([node["code"] for node in areas.values()], "model.code", CODE)
    parts: dict[str, Any] = {
        "id": fields["id"].string(*NAME),
        "version": fields["version"].string(*VERSION),
        "languages": languages,
        "name": fields["name"].text(languages),
        "summary": fields["summary"].text(languages),
        "axes": axes,
        "path_order": decode_path(fields["path"], axes),
        "areas": MappingProxyType({area: node["name"].text(languages) for area, node in areas.items()}),
        "owners": _texts(fields["owners"], languages, CODE),
        "efforts": _texts(fields["efforts"], languages, CODE),
        "also": _texts(fields["also"], languages, NAME) if fields["also"].given else MappingProxyType({}),
        "limits": _limits(fields["limits"]),
        "sources": decode_sources(fields["sources"].items(), languages),
        "sizes": _sizes(fields["sizes"], languages),
    }
    parts.update(_plan(fields["plan"], parts["efforts"]))
    vocabulary = Vocabulary(
        languages=languages,
        axes=axes,
        area_codes=MappingProxyType(dict(zip(areas, codes, strict=True))),
        owners=tuple(parts["owners"]),
        efforts=tuple(parts["efforts"]),
        also=tuple(parts["also"]),
        situations=_situations(fields["rephrasings"]),
        limits=tuple(parts["limits"]),
        sources=tuple(source.id for source in parts["sources"]),
        facts=facts,
        profile=described.fields,
        sections=described.fact_sections(),
        sizes=tuple(size.id for size in parts["sizes"] if size.id),
        folder=folder,
    )
    return vocabulary, {**parts, **_places_and_notes(fields, vocabulary, has_sentences)}


def _places_and_notes(fields: Mapping[str, Node], vocabulary: Vocabulary, has_sentences: bool) -> dict[str, Any]:
    """The texts for places in the matrix, for steps and for situations."""
    languages = vocabulary.languages
    regions = {
        region: node.fields(("name", "text"), ("short",)) for region, node in fields["regions"].fields(_REGIONS).items()
    }
    return {
        "cells": _cells(fields["cells"], vocabulary, has_sentences),
        "intersections": _intersections(fields["intersections"], vocabulary),
        "regions": MappingProxyType({region: node["name"].text(languages) for region, node in regions.items()}),
        "region_shorts": MappingProxyType(
            {
                region: (node["short"] if node["short"].given else node["name"]).text(languages)
                for region, node in regions.items()
            }
        ),
        "region_texts": MappingProxyType({region: node["text"].text(languages) for region, node in regions.items()}),
        "cautions": [_caution(node, vocabulary) for node in fields["cautions"].items(may_be_empty=True)],
        "remarks": _remarks(fields["remarks"], vocabulary),
        "facts": _facts(fields["facts"], vocabulary),
        "bridge": _bridge(fields["bridge"], languages),
        "fallbacks": _fallbacks(fields["fallbacks"], vocabulary),
        "rephrasings": _rephrasings(fields["rephrasings"], vocabulary),
    }


_NO_WORDS: Text = MappingProxyType({})


def decode_glossary(entries: Sequence[Node], vocabulary: Vocabulary) -> tuple[Term, ...]:
    """The terms of a glossary, in its order: those of the model and of an extension together."""
    nodes = [node.fields(("id", "name", "meaning"), ("words",)) for node in entries]
    terms = tuple(
        Term(
            id=fields["id"].string(*NAME),
            name=fields["name"].text(vocabulary.languages),
            meaning=fields["meaning"].text(vocabulary.languages),
            words=fields["words"].text(vocabulary.languages) if fields["words"].given else _NO_WORDS,
        )
        for fields in nodes
    )
    refuse_doubles([(fields["id"], term.id) for fields, term in zip(nodes, terms, strict=True)], "model.term")
    return terms


def _texts(node: Node, languages: Collection[str], shape: Shape) -> Mapping[str, Text]:
    return MappingProxyType({key: child.text(languages) for key, child in named(node, shape).items()})


def _limits(node: Node) -> Mapping[str, int]:
    return MappingProxyType({key: child.integer(0, _HIGHEST_LIMIT) for key, child in named(node, NAME).items()})


def _languages(node: Node) -> tuple[str, ...]:
    """The codes of the languages, none at all where one of them is at fault."""
    return tuple(code for code in beginnings(node.items(), "model.language", _LANGUAGE) if code)


def _cells(node: Node, vocabulary: Vocabulary, has_sentences: bool) -> Mapping[tuple[int, int], Cell]:
    required, optional = (("at", "text"), ("headline",)) if has_sentences else (("at", "headline", "text"), ())
    nodes = [child.fields(required, optional) for child in node.items()]
    cells = [_cell(fields, vocabulary) for fields in nodes]
    refuse_doubles(
        [(fields["at"], _shown(cell.stages)) for fields, cell in zip(nodes, cells, strict=True)], "model.cell"
    )
    by_stages = {cell.stages: cell for cell in cells}
    numbers = range(1, vocabulary.stage_count() + 1)
    everywhere = [(x, y) for y in numbers for x in numbers]
    missing = ", ".join(_shown(stages) for stages in everywhere if stages not in by_stages)
    if cells and missing and _NOWHERE not in by_stages:
        hint = say("model.cells_missing_cure")
        node.fault(say("model.cells_missing", missing=missing), hint=hint, code="cell")
    return MappingProxyType({stages: by_stages[stages] for stages in everywhere if stages in by_stages})


def _cell(fields: Mapping[str, Node], vocabulary: Vocabulary) -> Cell:
    """A cell; it is nowhere where its stages are at fault."""
    at = [number.integer(1, vocabulary.stage_count() or MOST_STAGES) for number in fields["at"].items()]
    if at and len(at) != len(_NOWHERE):
        fields["at"].fault(say("model.cell_at"), hint=say("model.cell_at_cure"), code="cell")
    headline = fields["headline"].text(vocabulary.languages)
    _check_placeholder(fields["headline"], headline)
    stages = (at[0], at[1]) if len(at) == len(_NOWHERE) and all(at) else _NOWHERE
    return Cell(stages=stages, headline=headline, diagnosis=fields["text"].text(vocabulary.languages))


def _shown(stages: tuple[int, int]) -> str:
    return f"[{stages[0]}, {stages[1]}]" if stages != _NOWHERE else ""


def _check_placeholder(node: Node, headline: Text) -> None:
    """Refuse a headline that names no company, or that could not be filled in."""
    for language, text in headline.items():
        try:
            names = {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
        except ValueError:
            names = set()
        if text and names != {"company"}:
            node.fault(say("model.company_placeholder", language=language), code="placeholder")


def _intersections(node: Node, vocabulary: Vocabulary) -> tuple[Text, ...]:
    texts = tuple(child.text(vocabulary.languages) for child in node.items())
    wanted = vocabulary.stage_count()
    if texts and wanted and len(texts) != wanted:
        node.fault(say("model.intersections", number=len(texts), stages=wanted), code="intersections")
    return texts


def _caution(node: Node, vocabulary: Vocabulary) -> tuple[Caution, tuple[tuple[Node, Node], ...]]:
    """A caution, and of each of its reasons what it claims and what it takes, which are not read yet."""
    fields = node.fields(("axis", "stage", "text", "reasons", "sources"))
    axis = fields["axis"].one_of([axis.id for axis in vocabulary.axes], "model.axis")
    reasons = [child.fields(("text",), ("claims", "takes")) for child in fields["reasons"].items()]
    caution = Caution(
        axis=axis,
        stage=vocabulary.stage_number(axis, fields["stage"]),
        text=fields["text"].text(vocabulary.languages),
        reasons=tuple(Reason(reason["text"].text(vocabulary.languages)) for reason in reasons),
        sources=fields["sources"].many_of(vocabulary.sources, "model.source"),
    )
    return caution, tuple((reason["claims"], reason["takes"]) for reason in reasons)


def decode_sources(entries: Sequence[Node], languages: Collection[str]) -> tuple[Source, ...]:
    """The sources of a model, or those that an extension adds."""
    nodes = [child.fields(("id", "title", "where", "note"), ("url", "part_of", "short")) for child in entries]
    ids = [(fields["id"], fields["id"].string(*_SOURCE)) for fields in nodes]
    refuse_doubles(ids, "model.source")
    known = [source_id for _, source_id in ids if source_id]
    if_none = "model.take_part_of_out" if len(known) == len(ids) else ""
    return tuple(
        Source(
            id=source_id,
            title=fields["title"].text_or_word(languages),
            where=fields["where"].text_or_word(languages),
            url=fields["url"].string(*_ADDRESS) if fields["url"].given else "",
            note=fields["note"].text(languages),
            part_of=fields["part_of"].one_of(
                [key for key in known if key != source_id], "model.other_source", if_none=if_none
            ),
            short=(fields["short"] if fields["short"].given else fields["title"]).text_or_word(languages),
        )
        for (_, source_id), fields in zip(ids, nodes, strict=True)
    )


def _sizes(node: Node, languages: Collection[str]) -> tuple[SizeClass, ...]:
    """The classes of company size, from the smallest; only the last has no largest number of employees.

    Where one id is at fault, all are empty, so that no measure is blamed for it.
    """
    children = node.items()
    nodes = [child.fields(("id", "name"), ("up_to",)) for child in children]
    ids = beginnings([fields["id"] for fields in nodes], "model.size", NAME)
    sizes: list[SizeClass] = []
    before = 0
    for child, fields, size_id in zip(children, nodes, ids, strict=True):
        up_to = _up_to(child, fields, before, last=child is children[-1])
        before = up_to or before
        sizes.append(SizeClass(id=size_id, name=fields["name"].text(languages), up_to=up_to))
    return tuple(sizes)


def _up_to(child: Node, fields: Mapping[str, Node], before: int, *, last: bool) -> int | None:
    """The largest number of employees of a class, more than ``before``; `None` for the last one, 0 at fault."""
    node = fields["up_to"]
    if last:
        if node.given:
            node.fault(say("model.last_size"), hint=say("model.take_out", key="up_to"), code="size", key=True)
        return None
    if not node.given:
        if isinstance(child.data, dict):
            hint = say("model.open_size_cure", before=before)
            fields["id"].fault(say("model.open_size"), hint=hint, code="size")
        return 0
    up_to = node.integer(1, _HIGHEST_LIMIT)
    if up_to and up_to <= before:
        hint = say("model.falling_sizes_cure", before=before)
        node.fault(say("model.falling_sizes"), hint=hint, code="size")
    return up_to


def _plan(node: Node, efforts: Collection[str]) -> dict[str, Any]:
    """What the plan calls a quick win, and how long what has a small effort may last."""
    fields = node.fields(("quick_days",), ("quick_weeks", "most_weeks"))
    quick, most = fields["quick_weeks"], fields["most_weeks"]
    bounded = most.fields((), tuple(efforts)) if most.given and efforts else {}
    return {
        "quick_days": fields["quick_days"].integer(0, _HIGHEST_LIMIT),
        "quick_weeks": quick.integer(1, _HIGHEST_LIMIT) if quick.given else None,
        "most_weeks": MappingProxyType(
            {effort: child.integer(1, _HIGHEST_LIMIT) for effort, child in bounded.items() if child.given}
        ),
    }


def _remarks(node: Node, vocabulary: Vocabulary) -> list[tuple[Remark, Node]]:
    """The remarks, and of each the claims, which are not read yet."""
    nodes = [child.fields(("id", "when", "text"), ("claims", "first")) for child in node.items(may_be_empty=True)]
    remarks = [
        Remark(
            id=fields["id"].string(*NAME),
            condition=vocabulary.condition(fields["when"]),
            text=fields["text"].text(vocabulary.languages),
            first=_first(fields["first"], vocabulary) if fields["first"].given else None,
        )
        for fields in nodes
    ]
    refuse_doubles([(fields["id"], remark.id) for fields, remark in zip(nodes, remarks, strict=True)], "model.remark")
    return [(remark, fields["claims"]) for fields, remark in zip(nodes, remarks, strict=True)]


def _first(node: Node, vocabulary: Vocabulary) -> tuple[str, Text]:
    fields = node.fields(("axis", "text"))
    axis = fields["axis"].one_of([axis.id for axis in vocabulary.axes], "model.axis")
    return axis, fields["text"].text(vocabulary.languages)


def with_claims(parts: Mapping[str, Any], speaking: Speaking) -> dict[str, Any]:
    """The parts with what remarks and reasons claim, which can be read only when all criteria are known."""
    return {
        **parts,
        "remarks": tuple(remark._replace(claims=decode_claims(node, speaking)) for remark, node in parts["remarks"]),
        "cautions": tuple(
            caution._replace(
                reasons=tuple(
                    reason._replace(claims=decode_claims(claims, speaking), takes=decode_claims(takes, speaking))
                    for reason, (claims, takes) in zip(caution.reasons, nodes, strict=True)
                )
            )
            for caution, nodes in parts["cautions"]
        ),
    }


def _facts(node: Node, vocabulary: Vocabulary) -> Mapping[str, Condition]:
    found = named(node, NAME) if node.given else {}
    return MappingProxyType({name: vocabulary.condition(child) for name, child in found.items()})


def _fallbacks(node: Node, vocabulary: Vocabulary) -> Mapping[str, Fallback]:
    if not node.given:
        return MappingProxyType({})
    found = {}
    for owner, child in node.fields((), vocabulary.owners).items():
        if child.given:
            fields = child.fields(
                ("there", "instead"), ("unit", "joined", "missing", "first", "unsure", "called", "named")
            )
            found[owner] = Fallback(
                there=vocabulary.condition(fields["there"]),
                instead=fields["instead"].many_of(vocabulary.owners, "model.owner", may_be_empty=True),
                unit=fields["unit"].string() if fields["unit"].given else "",
                joined=fields["joined"].one_of(vocabulary.owners, "model.owner") if fields["joined"].given else "",
                missing=vocabulary.condition(fields["missing"]) if fields["missing"].given else None,
                first=fields["first"].string() if fields["first"].given else "",
                unsure=vocabulary.condition(fields["unsure"]) if fields["unsure"].given else None,
                called=fields["called"].text(vocabulary.languages),
                named=vocabulary.condition(fields["named"]) if fields["named"].given else None,
            )
    return MappingProxyType(found)


def _situations(node: Node) -> tuple[str, ...]:
    """The ids of the situations in which texts speak otherwise."""
    listed = node.items() if node.given else ()
    ids = (child.data.get("id") for child in listed if isinstance(child.data, Mapping))
    return tuple(one for one in ids if isinstance(one, str))


def _rephrasings(node: Node, vocabulary: Vocabulary) -> tuple[Rephrasing, ...]:
    return tuple(
        Rephrasing(
            id=fields["id"].string(*NAME),
            when=vocabulary.condition(fields["when"]),
            phrases=MappingProxyType(
                {language: _phrases(fields[language]) for language in vocabulary.languages if fields[language].given}
            ),
        )
        for fields in (
            child.fields(("id", "when"), tuple(vocabulary.languages)) for child in (node.items() if node.given else ())
        )
    )


def _phrases(node: Node) -> tuple[tuple[str, str], ...]:
    """What is said instead of what."""
    return tuple((phrase, instead.string()) for phrase, instead in node.entries().items())


def _bridge(node: Node, languages: Sequence[str]) -> Bridge | None:
    if not node.given:
        return None
    fields = node.fields(("title", "text", "criteria"))
    return Bridge(
        title=fields["title"].text(languages),
        text=fields["text"].text(languages),
        criteria=tuple(child.string() for child in fields["criteria"].items()),
    )
