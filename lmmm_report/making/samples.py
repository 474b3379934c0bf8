"""What exactly a question of the guide is about in one profile: the fields that are open, what stands there, a sample.

The model says by its examples how an answer that is enough is written. Of an example nothing goes into a sample but its
form: the fields that are missing in this profile, under the profile's own ids, with a placeholder for each free text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from lmmm_report.domain.assessment import Fact
from lmmm_report.domain.facts import EXISTS, NONE, Between, Entries, Existing
from lmmm_report.domain.format import Field, may_be_told
from lmmm_report.domain.interview import Interview
from lmmm_report.domain.model import Criterion
from lmmm_report.domain.profile import Path, Profile
from lmmm_report.editing.written import Layout
from lmmm_report.load.schema.forms import COUNT, EACH, LISTED, MORE
from lmmm_report.load.yaml.source import parse_yaml
from lmmm_report.report.views.guide import About
from lmmm_report.report.words.facts import FactWords
from lmmm_report.report.words.wording import Wording

_LAYOUT = Layout(2, 2)
_FORMS = frozenset((LISTED, COUNT, EACH, MORE))
_NOBODYS = "other"
"""The choice that says least of a company, where a field has it."""
_LEAST = 2
"""Steps to a group of which it is told what else stands in it: sections hold too much."""
_IDS = "^[a-z]"
"""How the patterns of ids begin."""


class _Step(NamedTuple):
    """A key, or the label of an entry; `EACH` as label stands for those that nobody named."""

    key: str = ""
    label: str = ""


_Steps = tuple[_Step, ...]


def about_questions(interview: Interview, w: Wording) -> Mapping[str, About]:
    """What each question is about, by the id of its criterion."""
    profile = interview.assessment.profile
    words = FactWords(profile, w)
    return {
        question.finding.criterion.id: _Reader(question.finding.criterion, profile, words, w).about(
            question.finding.missing
        )
        for question in interview.questions
    }


class _Reader:
    """Holds an example of one criterion beside what a profile states."""

    def __init__(self, criterion: Criterion, profile: Profile, words: FactWords, w: Wording) -> None:
        example = criterion.examples.get("spoken") or criterion.examples.get("met")
        data = parse_yaml(example.text.encode(), criterion.id).data if example else None
        self._example: dict[str, Any] = data if isinstance(data, dict) else {}
        self._condition = criterion.condition.text
        self._profile = profile
        self._fields = profile.described.fields
        self._words = words
        self._w = w
        self._notes: dict[Path, str] = {}
        """Comments of the sample, by the way to the value that they stand beside."""

    def about(self, missing: Sequence[Fact]) -> About:
        """Which of the missing facts to ask for, what stands beside them, and how the answer may be written."""
        ways = {fact.path: self._way(fact.path) for fact in missing}
        shown = [fact for fact in missing if self._found(ways[fact.path])]
        likely = [fact for fact in missing if fact in shown or self._is_there(ways[fact.path])]
        asked = tuple(self._concerned(likely if shown else missing, ways))
        self._notes.clear()
        written = [fact for fact in asked if fact in shown] or asked
        lines = _LAYOUT.lines(self._sample(written, ways), (), 0, self._notes)
        told = dict(self._stated(frozenset(fact.path for fact in asked)))
        told.update(self._around(asked, told))
        here = {fact.path.rpartition(".")[0] for fact in asked}
        stated = dict(sorted(told.items(), key=lambda one: one[0].rpartition(".")[0] not in here))
        return About(
            asked, "\n".join(lines), tuple(stated.items()), {f.path: self._lacking(ways[f.path]) for f in asked}
        )

    # which of them

    def _way(self, path: str) -> _Steps:
        """A path as text, step by step."""
        steps = [
            _Step(label=EACH if label is None else label) if label is not None or key == EACH else _Step(key)
            for key, label in self._words.steps(path)
        ]
        return tuple(steps)

    def _is_there(self, way: _Steps) -> bool:
        """Whether a field belongs to a thing that the profile has: no other is an alternative worth asking for."""
        return len(way) > _LEAST and isinstance(_at(self._profile.stated, way[:-1], self._fields), Mapping)

    def _found(self, way: _Steps) -> list[Any]:
        """What the example has at a way, whichever entries of its lists that is in; those of the same name first."""
        return list(_walk(self._example, way, self._fields))

    def _concerned(self, facts: Sequence[Fact], ways: Mapping[str, _Steps]) -> Iterator[Fact]:
        """Of a list that may have further entries, only those entries that are meant; the list itself if none is."""
        dropped: set[str] = set()
        for outer in facts:
            inside = [fact for fact in facts if fact.path.startswith(f"{outer.path}[")]
            if not inside:
                continue
            depth = len(ways[outer.path])
            labels = dict.fromkeys(ways[fact.path][depth].label for fact in inside)
            meant = {label for label in labels if self._is_meant(ways[outer.path], label)}
            dropped |= {fact.path for fact in inside if ways[fact.path][depth].label not in meant}
            if meant and not self._lacks(ways[outer.path]):
                dropped.add(outer.path)
        return (fact for fact in facts if fact.path not in dropped)

    def _entries(self, way: _Steps) -> tuple[list[Any], str]:
        """The entries that the example has in a list, and the field that tells them apart."""
        field = _field(self._fields, way)
        key = field.key if field is not None else ""
        return [entry for value in self._found(way) for entry in _entries_of(value, key)], key

    def _is_meant(self, way: _Steps, label: str) -> bool:
        """Whether an entry of the profile is of the kind that the example has there."""
        entries, key = self._entries(way)
        if told := {entry[key] for entry in entries if self._is_told(str(entry.get(key)))}:
            return label in told
        if any(EACH in value for value in self._found(way) if isinstance(value, dict)):
            return True
        own = _at(self._profile.stated, (*way, _Step(label=label)), self._fields)
        if not isinstance(own, Mapping):
            return False
        return any(
            name != key and name in own and _alike(value, own[name]) for e in entries for name, value in e.items()
        )

    def _lacks(self, way: _Steps) -> bool:
        """Whether the condition asks by name for an entry that the profile does not have."""
        entries, key = self._entries(way)
        wanted = {str(entry[key]) for entry in entries if key in entry and self._is_told(str(entry[key]))}
        return any(not isinstance(_at(self._profile.stated, (*way, _Step(label=one)), self._fields), Mapping)
                   for one in wanted)  # fmt: skip

    def _lacking(self, way: _Steps) -> tuple[str, ...]:
        """What the example lists at a place where the profile lists something else, and maybe more."""
        own = _at(self._profile.stated, way, self._fields)
        if not isinstance(own, Entries) or own.rest is not None:
            return ()
        wanted = next((value for value in self._found(way) if isinstance(value, list)), [])
        return tuple(one for one in wanted if isinstance(one, str) and one not in own)

    def _is_told(self, name: str) -> bool:
        """Whether the condition itself says this word."""
        return f'"{name}"' in self._condition

    # how it is written

    def _sample(self, facts: Iterable[Fact], ways: Mapping[str, _Steps]) -> dict[str, Any]:
        tree: dict[str, Any] = {}
        for fact in facts:
            way, field = ways[fact.path], _field(self._fields, ways[fact.path])
            value = next((self._adapted(one, field, way) for one in self._found(way)), None)
            _put(tree, way, self._default(field, way) if value is None else value)
        whole = self._written(tree, self._fields, ())
        return whole if isinstance(whole, dict) else {}

    def _written(self, node: Any, field: Field | None, way: _Steps) -> Any:
        """A tree of steps as the format has it: entries under the names that the profile gives them."""
        if not isinstance(node, _Inner):
            if isinstance(node, dict) and not way:
                return {k: self._written(v, _inside(field, k), (_Step(k),)) for k, v in node.items()}
            return node
        if not node.listed:
            return {k: self._written(v, _inside(field, k), (*way, _Step(k))) for k, v in node.items()}
        item = field.item if field else None
        entries: list[Any] = []
        form: dict[str, Any] = {}
        for label, inner in node.items():
            written = self._written(inner, item, (*way, _Step(label=label)))
            if label == EACH:
                form = {EACH: written}
                continue
            key = field.key if field is not None and self._is_named(way, label) else ""
            if not key and isinstance(written, dict):
                place = (*(step.key or step.label for step in way), len(entries), next(iter(written), ""))
                self._notes[place] = self._w.say("guide.sample.entry", number=label)
            entries.append({key: label, **written} if key else written)
        if form:
            return {LISTED: entries, **form} if entries else form
        return entries

    def _is_named(self, way: _Steps, label: str) -> bool:
        own = _at(self._profile.stated, (*way, _Step(label=label)), self._fields)
        field = _field(self._fields, way)
        return field is not None and isinstance(own, Mapping) and own.get(field.key) == label

    def _adapted(self, value: Any, field: Field | None, way: _Steps) -> Any:
        """A value of the example in a form that says nothing of another company; `None` where nothing is left."""
        if isinstance(value, dict):
            return self._adapted_group(value, field, way) or None
        if isinstance(value, list):
            entries: list[Any] = []
            for entry in value:
                said = self._adapted(entry, field.item if field else None, (*way, _Step(label=EACH)))
                if isinstance(said, dict) and isinstance(key := said.get(field.key if field else ""), str):
                    taken = [one for one in entries if one.get(field.key if field else "") == key]
                    said = {**said, field.key if field else "": f"{key}_{len(entries) + 1}"} if taken else said
                if said is not None and said not in entries:
                    entries.append(said)
            return entries or None
        return self._adapted_word(value, field, way) if isinstance(value, str) else value

    def _adapted_group(self, value: Mapping[str, Any], field: Field | None, way: _Steps) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, child in value.items():
            inner = _inside(field, name)
            said = self._adapted(child, inner, (*way, _Step(name)))
            if said is None or not (name in _FORMS or self._matters(name, inner)):
                continue
            if inner is not None and _NOBODYS in inner.choices and not self._is_told(str(child)):
                said = _NOBODYS
            found[name] = said
        return found

    def _matters(self, name: str, field: Field | None) -> bool:
        """Whether the condition reads a field, or an entry cannot be without it."""
        if field is None or field.required or field.type_mark in ("date", "every"):
            return True
        return re.search(rf"\b{re.escape(name)}(_[a-z]+)?\b", self._condition) is not None

    def _adapted_word(self, value: str, field: Field | None, way: _Steps) -> Any:
        if field is None or value in ("none", "exists"):
            return value
        if field.reference:
            own = self._own_ids(field.reference)
            return value if value in field.reference_also or value in own else next(iter(own), None)
        if field.type_mark == "date":
            return value if value == "ongoing" else self._day(field)
        if field.type_mark == "share":
            return self._w.say("guide.sample.share")
        if str(field.node.get("pattern", "")).startswith(_IDS) and not field.choices and not self._is_told(value):
            return self._w.say("guide.sample.id")
        return self._placeholder(field, way) if may_be_told(field) and field.type_mark != "duration" else value

    def _own_ids(self, reference: str) -> list[str]:
        own = _at(self._profile.stated, tuple(map(_Step, reference.split("."))), self._fields)
        return [str(one["id"]) for one in own if isinstance(one, Mapping) and "id" in one] if own else []

    def _day(self, field: Field) -> str:
        on = self._profile.date
        return f"{on.year + (field.sense != 'past')}-{on.month:02}"

    def _placeholder(self, field: Field, way: _Steps) -> str:
        """The name of a field in marks that no profile has, to be replaced."""
        around = next((step.key for step in reversed(way) if step.key), "")
        named = field if field.title else _field(self._fields, way[:-1]) or field
        return f"‹{self._words.title(named, around)}›"

    def _default(self, field: Field | None, way: _Steps) -> Any:
        """What may stand at a place that the example does not have."""
        if field is not None and field.item is not None and field.item.kind == "text":
            return [self._default(field.item, way)]
        plain: dict[str, Any] = {"boolean": True, "integer": 1, "number": 1}
        if field is None or field.kind != "text":
            return plain.get(field.kind, "exists") if field is not None else "exists"
        if field.type_mark in ("date", "share"):
            return self._day(field) if field.type_mark == "date" else self._w.say("guide.sample.share")
        return next(iter(field.choices), self._placeholder(field, way) if may_be_told(field) else "exists")

    # what stands there already

    def _stated(self, asked: frozenset[str]) -> Iterator[tuple[str, Any]]:
        """What the profile says where the example says something: paths and values, and counts of the funnel."""
        yield from self._beside(self._example, self._profile.stated, self._fields, "", asked)
        for entry in _entries_of(_plain(self._example, ("goals", "lead_figures")), "figure"):
            for period in self._profile.figures.funnel:
                if (count := period.counts.get(str(entry.get("figure")))) is not None:
                    path = f"figures.funnel[{period.period or period.number + 1}].{entry['figure']}"
                    yield path, int(count.said) if count.said.isdecimal() else count.said

    def _around(self, asked: Iterable[Fact], stated: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
        """What else is stated in words in the groups and entries that the missing fields belong to."""
        for around in dict.fromkeys(fact.path.rpartition(".")[0] for fact in asked):
            way = self._way(around)
            own, field = _at(self._profile.stated, way, self._fields), _field(self._fields, way)
            if not isinstance(own, Mapping) or field is None or len(way) < _LEAST:
                continue
            for name, inner in field.fields.items():
                plain = inner.kind not in ("list", "object") or (inner.item is not None and inner.item.kind == "text")
                tells = _telling(own.get(name, "")) if plain and not inner.form else None
                told = name != "id" and tells not in (None, NONE) and f"{around}.{name}" not in stated
                if told and not self._words.names_entry(f"{around}.{name}"):
                    yield f"{around}.{name}", tells

    def _beside(self, example: Any, own: Any, field: Field | None, path: str, asked: frozenset[str]) -> Iterator[Any]:
        if isinstance(own, Mapping) and isinstance(example, dict):
            for name, child in example.items():
                if name in own and field is not None:
                    inner = f"{path}.{name}" if path else name
                    yield from self._beside(child, own[name], field.fields.get(name), inner, asked)
        elif field is not None and field.item is not None and field.item.kind == "object":
            yield from self._of_entries(example, own, field, path, asked)
        elif path and not isinstance(own, Mapping) and (tells := _telling(own)) is not None:
            yield path, tells

    def _of_entries(self, example: Any, own: Any, field: Field, path: str, asked: frozenset[str]) -> Iterator[Any]:
        shown = _entries_of(example, field.key)
        for number, entry in enumerate(own if isinstance(own, Sequence) and not isinstance(own, str) else ()):
            label = str(entry.get(field.key, number + 1)) if isinstance(entry, Mapping) else ""
            inner = f"{path}[{label}]"
            is_asked = any(one.startswith(f"{inner}.") for one in asked)
            if label and (is_asked or self._is_meant(self._way(path), label)):
                whole = {name: child for one in shown for name, child in one.items() if name != field.key}
                yield from self._beside(whole, entry, field.item, inner, asked)


class _Inner(dict[str, Any]):
    """A group on the way to a value; ``listed``: its keys are labels of entries."""

    listed = False


def _put(tree: dict[str, Any], way: _Steps, value: Any) -> None:
    here = tree
    for step, following in zip(way, (*way[1:], None), strict=True):
        name = step.key or step.label
        if following is None:
            here[name] = value
            return
        inner = here.get(name)
        if not isinstance(inner, _Inner):
            inner = here[name] = _Inner()
            inner.listed = not following.key
        here = inner


def _walk(node: Any, way: _Steps, field: Field | None) -> Iterator[Any]:
    if not way:
        yield node
    elif way[0].key:
        if isinstance(node, dict) and way[0].key in node:
            yield from _walk(node[way[0].key], way[1:], field.fields.get(way[0].key) if field else None)
        elif node == "exists":
            yield node
    elif field is not None:
        entries = _entries_of(node, field.key)
        entries.sort(key=lambda entry: entry.get(field.key) != way[0].label)
        for entry in entries:
            yield from _walk(entry, way[1:], field.item)


def _entries_of(value: Any, key: str) -> list[dict[str, Any]]:
    """The entries of a list in an example, in whatever form; of those that are named with what holds for each."""
    if isinstance(value, list):
        return [one if isinstance(one, dict) else {key: one} for one in value]
    if not isinstance(value, dict):
        return []
    every = value.get(EACH)
    shared = every if isinstance(every, dict) else {}
    named = [{**shared, **one} for one in _entries_of(value.get(LISTED), key)]
    return named or ([shared] if shared else [])


def _field(fields: Field, way: _Steps) -> Field | None:
    here: Field | None = fields
    for step in way:
        if here is None:
            return None
        here = here.fields.get(step.key) if step.key else here.item
    return here


def _inside(field: Field | None, name: str) -> Field | None:
    if field is None:
        return None
    if field.item is not None:
        return {LISTED: field, EACH: field.item}.get(name, field.item.fields.get(name))
    return field.fields.get(name)


def _at(stated: Any, way: _Steps, fields: Field) -> Any:
    """What a profile states at a way; `None` for nothing."""
    here, field = stated, fields
    for step in way:
        if step.key:
            here = here.get(step.key) if isinstance(here, Mapping) else None
            field = field.fields.get(step.key, Field("text"))
            continue
        entries = here if isinstance(here, Sequence) and not isinstance(here, str) else ()
        named = (one for one in entries if isinstance(one, Mapping) and one.get(field.key) == step.label)
        here = next(named, None)
        if here is None and step.label.isdigit() and 0 < int(step.label) <= len(entries):
            here = entries[int(step.label) - 1]
        field = field.item or Field("text")
    return here


def _alike(example: Any, own: Any) -> bool:
    """Whether two values say the same, or have something in common."""
    ones, others = (value if isinstance(value, (list, tuple)) else (value,) for value in (example, own))
    return any(one == other for one in ones for other in others)


def _telling(value: Any) -> Any:
    """A stated value that tells something; `None` for one that does not."""
    if isinstance(value, Existing):
        return EXISTS.value
    return None if isinstance(value, Between) or value in ("", ()) else value


def _plain(node: Any, path: Sequence[str]) -> Any:
    for key in path:
        node = node.get(key) if isinstance(node, dict) else None
    return node
