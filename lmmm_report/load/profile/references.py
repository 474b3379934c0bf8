"""Follows every name in a profile that refers to something else: entries of other lists, criteria of the model."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from lmmm_report.domain.facts import NONE
from lmmm_report.domain.format import Field, ProfileFormat
from lmmm_report.domain.profile import Path
from lmmm_report.load.profile.items import entries_of, left_open
from lmmm_report.load.schema.forms import LISTED
from lmmm_report.load.schema.nearest import nearest
from lmmm_report.load.schema.offered import DOCUMENTS
from lmmm_report.load.schema.wording import MOST_CHOICES, quoted
from lmmm_report.load.yaml.data import Data
from lmmm_report.load.yaml.source import Source
from lmmm_report.load.yaml.text import LIMIT_PROBLEMS
from lmmm_report.messages import Message, say
from lmmm_report.problems import Problem

CRITERIA = "model.criteria"
"""What the schema calls the model's criteria, to which declarations refer."""
MEASURES = "model.measures"
"""What the schema calls the model's measures, to which notes on their progress refer."""

ModelIds = Mapping[str, Collection[str] | None]
"""The model's ids by what the schema calls them; `None` where nothing is said about them."""

_KINDS = {CRITERIA: "criterion", MEASURES: "measure"}

_MOST_COMPARED = 500


def reference_problems(source: Source, described: ProfileFormat, ids: ModelIds, *, whole: bool = True) -> list[Problem]:
    """All names that lead nowhere.

    Ids of the model are checked where they are given. In a part of a profile (not ``whole``) a list that is not stated
    at all may be referred to.
    """
    problems: list[Problem] = []
    names: dict[str, dict[str, None] | None] = {}
    inside: dict[Path, tuple[str, Field]] = {}
    for name, field, path in _references(source.data, described.fields, ()):
        if len(path) > 2 and isinstance(path[-2], int) and _list_of(path) == field.reference:
            inside[path] = (name, field)
        if field.reference not in names:
            names[field.reference] = _known(field.reference, source.data, described.fields, ids, whole=whole)
        known = names[field.reference]
        if known is None or name in known or name in field.reference_also or name == NONE:
            continue
        problems.append(_dangling(name, field, path, list(known), (source, described.fields)))
        if len(problems) == LIMIT_PROBLEMS:
            break
    return problems or _circles(inside, source, described.fields)


def _circles(inside: Mapping[Path, tuple[str, Field]], source: Source, fields: Field) -> list[Problem]:
    """Entries of a list that lead back to themselves by their references to each other, which are ``inside``."""
    leads: dict[tuple[str, str], tuple[str, Path, str]] = {}
    for path, (name, field) in inside.items():
        listed = fields.at(field.reference.split("."))
        entry = source.data
        for inner in path[:-1]:
            entry = entry[inner]  # type: ignore[index]
        own = entry.get(listed.key) if listed is not None and isinstance(entry, dict) else None
        if isinstance(own, str):
            leads[field.reference, own] = (name, path, str(path[-1]))
    problems: list[Problem] = []
    told: set[str] = set()
    for reference, start in leads:
        way = [start]
        while (step := leads.get((reference, way[-1]))) and step[0] not in way:
            way.append(step[0])
        if step is not None and step[0] == start and start not in told:
            told.update(way)
            message = say("profile.circle", list=reference, way=" → ".join([*way, start]))
            hint = say("profile.circle_cure", name=step[2])
            problems.append(source.problem(step[1], message, hint=hint, code="reference"))
    return problems


def listed_names(data: Data, described: ProfileFormat) -> Mapping[str, tuple[str, ...]]:
    """The ids in those lists of a profile that other statements name, by the dotted way to the list.

    The profile may be half written: what is no id is passed over.
    """
    found: dict[str, tuple[str, ...]] = {}
    for reference in sorted({*_referred_to(described.schema), DOCUMENTS}):
        field = described.fields.at(reference.split("."))
        key = field.item.fields.get(field.key) if field and field.item else None
        if reference in _KINDS or field is None or key is None or "pattern" not in key.node:
            continue
        here = data
        for step in reference.split("."):
            here = here.get(step) if isinstance(here, dict) else None
        names = (entry.get(field.key) if isinstance(entry, dict) else entry for entry in entries_of(here))
        ids = [name for name in names if isinstance(name, str) and re.search(str(key.node["pattern"]), name)]
        if ids:
            found[reference] = tuple(dict.fromkeys(ids))
    return found


def _referred_to(node: Any) -> Iterator[str]:
    """The lists that a schema lets statements refer to."""
    if isinstance(node, Mapping):
        if isinstance(node.get("x-ref"), str):
            yield node["x-ref"]
        node = list(node.values())
    if isinstance(node, list):
        for child in node:
            yield from _referred_to(child)


def _list_of(path: Path) -> str:
    """The list in whose entry a value stands, as references name it."""
    return ".".join(step for step in path[:-2] if isinstance(step, str) and step != LISTED)


def _references(value: Data, field: Field | None, path: Path) -> Iterator[tuple[str, Field, Path]]:
    if field is None:
        return
    if isinstance(value, str):
        field = field.fields.get(field.name, field) if field.kind == "object" else field
        if field.reference:
            yield value, field, path
    elif isinstance(value, dict):
        for name, child in value.items():
            yield from _references(child, field.fields.get(name), (*path, name))
    elif isinstance(value, list):
        for index, child in enumerate(value):
            yield from _references(child, field.item, (*path, index))


def _known(reference: str, data: Data, fields: Field, ids: ModelIds, *, whole: bool) -> dict[str, None] | None:
    """The names that ``reference`` leads to, in their order; `None` if there may be others, or nothing is known."""
    if reference in _KINDS:
        known = ids.get(reference)
        return None if known is None else dict.fromkeys(known)
    field = fields.at(reference.split("."))
    here = data
    for step in reference.split("."):
        here = here.get(step) if isinstance(here, dict) else here if here == NONE else None
    if here is None or field is None:
        return {} if whole else None
    if left_open(here):
        return None
    named: dict[str, None] = {}
    for entry in entries_of(here):
        if isinstance(entry, dict) and field.key in entry:
            named[str(entry[field.key])] = None
        elif isinstance(entry, str):
            named[entry] = None
    return named


def _dangling(name: str, field: Field, path: Path, known: list[str], whole: tuple[Source, Field]) -> Problem:
    source, fields = whole
    names = [*known, *field.reference_also]
    near = nearest(name, names[:_MOST_COMPARED])
    if field.reference in _KINDS:
        kind = _KINDS[field.reference]
        hint = say("schema.did_you_mean", name=near) if near else say(f"profile.no_{kind}_cure")
        message = say(f"profile.no_{kind}", name=quoted(name))
    else:
        from lmmm_report.load.schema.meant import reference_cure

        hint = reference_cure(name, field, source, fields) or _entry_hint(near, names, field.reference)
        message = say("profile.no_entry", name=quoted(name), list=field.reference)
    return source.problem(path, message, hint=hint, code="reference")


def _entry_hint(near: str, names: list[str], reference: str) -> Message:
    if near:
        return say("profile.meant_or_add_entry", near=near, list=reference)
    if names and len(names) <= MOST_CHOICES:
        return say("profile.known_or_add_entry", names=", ".join(names), list=reference)
    return say("profile.add_entry", list=reference)
