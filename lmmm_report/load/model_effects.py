"""The effects of measures from their YAML: every path, field and word is held against the profile's format.

An effect that the format would refuse is found when the model is loaded, not when a plan is carried out.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from lmmm_report.domain.effect import (
    AllOf,
    AtMost,
    Dated,
    Effect,
    Entries,
    Entry,
    Exactly,
    Fill,
    IdOf,
    New,
    OneOf,
    Recent,
    Single,
    Texts,
    Value,
    Wish,
    Words,
)
from lmmm_report.load.decode import Node, refuse_doubles
from lmmm_report.load.facts import RHYTHM_DAYS, companion
from lmmm_report.load.model_vocabulary import NAME, Vocabulary
from lmmm_report.load.nearest import did_you_mean
from lmmm_report.load.schema import COMPANIONS, Field
from lmmm_report.load.wording import expected

_PLAIN: Mapping[str, tuple[type, ...]] = MappingProxyType(
    {"text": (str,), "integer": (int,), "number": (int, float), "boolean": (bool,)}
)
_ANY_DAY = date(2000, 1, 1)
_MOST_AHEAD = 3650
_MOST_TEXTS = 500


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the wishes of one measure; ``aliases`` are the names its effects have given so far, with their lists."""

    vocabulary: Vocabulary
    aliases: dict[str, str]

    def effect(self, node: Node) -> Effect | None:
        fields = node.fields(("at", "state"), ("one", "each", "named_by", "as"))
        path, place = self._place(fields["at"])
        if place is None:
            return None
        item = place.item
        if item is None or item.kind != "object":
            return self._group(fields, path, place)
        if fields["each"].given:
            if fields["each"].data is not True or fields["one"].given:
                fields["each"].fault("each is true and goes without one", hint="keep one of the two", code="effect")
            return Effect(path=path, state=self._state(fields["state"], item), each=True)
        if not fields["one"].given:
            hint = "add one: {…} for one entry, or each: true for all of them"
            node.fault(f"{'.'.join(path)} is a list: which entry is meant?", hint=hint, code="effect")
            return None
        entry = self._entry(fields["one"], fields["state"], item, place.key)
        named_by = self._place(fields["named_by"])[0] if fields["named_by"].given else ()
        alias = fields["as"].string(*NAME) if fields["as"].given else ""
        if alias:
            self.aliases[alias] = ".".join(path)
        return Effect(path=path, state=MappingProxyType({}), entry=entry, named_by=named_by, alias=alias)

    def _group(self, fields: Mapping[str, Node], path: tuple[str, ...], place: Field) -> Effect | None:
        for name in ("one", "each", "named_by", "as"):
            if fields[name].given:
                fields[name].fault(f"{name} is for lists of entries", hint=f"take {name} out", code="effect", key=True)
        if place.kind != "object":
            message = f"{'.'.join(path)} is neither a group nor a list of entries"
            fields["at"].fault(message, hint="name the group it stands in, and the field under state", code="effect")
            return None
        return Effect(path=path, state=self._state(fields["state"], place))

    def _place(self, node: Node) -> tuple[tuple[str, ...], Field | None]:
        """A dotted path to a fact and what the format has there; `None` where it has nothing."""
        written = node.string()
        path = tuple(written.split("."))
        here: Field | None = self.vocabulary.profile
        for depth, name in enumerate(path):
            known = [n for n in here.fields if n != "evidence"] if here is not None else []
            if depth == 0:
                known = [n for n in known if n in self.vocabulary.sections]
            if here is None or name not in known:
                if written:
                    hint = did_you_mean(name, known)
                    node.fault(f"the profile has no {'.'.join(path[: depth + 1])}", hint=hint, code="unknown-path")
                return path, None
            here = here.fields[name]
        return path, here

    def _entry(self, match: Node, state: Node, item: Field, key: str) -> Entry:
        matched = {
            name: wish
            for name, (child, field) in self._fields(match, item).items()
            if (wish := self._wish(child, field, _MATCHES)) is not None
        }
        stated = self._state(state, item)
        self._check_new(state, item, key, matched, stated)
        return Entry(match=MappingProxyType(matched), state=stated, key=key)

    def _check_new(
        self, node: Node, item: Field, key: str, matched: Mapping[str, Wish], stated: Mapping[str, Wish]
    ) -> None:
        """Refuse an entry that could not be added: it has to state what the format demands, and its own name."""
        demanded = [name for name, field in item.fields.items() if field.required]
        missing = [name for name in dict.fromkeys([*demanded, key]) if name and name not in {**matched, **stated}]
        if missing:
            message = f"a new entry would lack {', '.join(missing)}"
            node.fault(message, hint="state it, the entry's own name as {new: …}", code="effect")

    def _state(self, node: Node, place: Field) -> Mapping[str, Wish]:
        wishes = {name: self._wish(child, field, _WISHES) for name, (child, field) in self._fields(node, place).items()}
        return MappingProxyType({name: wish for name, wish in wishes.items() if wish is not None})

    def _fields(self, node: Node, place: Field) -> dict[str, tuple[Node, Field]]:
        """The entries of a mapping whose keys are fields of the format at this place."""
        found: dict[str, tuple[Node, Field]] = {}
        known = [name for name in place.fields if name != "evidence"]
        for name, child in node.entries().items() if node.data != {} else ():
            if name in known:
                found[name] = (child, place.fields[name])
            else:
                child.fault(f'there is no field "{name}" here', hint=did_you_mean(name, known), code="effect", key=True)
        return found

    def _wish(self, node: Node, field: Field, allowed: Collection[str]) -> Wish | None:
        """One wish: a plain value, or a mapping whose first key says what is wished."""
        if not isinstance(node.data, dict):
            value = self._value(node, field)
            return None if value is None else Exactly(value)
        verb = next(iter(node.data), "")
        if verb not in allowed:
            node.fault(
                f'"{verb}" is no wish that can stand here',
                hint=did_you_mean(str(verb), allowed),
                code="effect",
                key=True,
            )
            return None
        fields = node.fields((verb,), _EXTRAS.get(verb, ()))
        return _WISHES[verb](self, fields[verb], fields, field)

    def _value(self, node: Node, field: Field) -> Value | None:
        """A value that may stand in this field."""
        data = node.data
        if data.__class__ not in _PLAIN.get(field.kind, ()):
            node.fault(f"expected {expected(field)}", code="effect")
            return None
        if field.choices and data not in field.choices:
            hint = did_you_mean(str(data), field.choices)
            node.fault(f'"{data}" is none of the words that can stand here', hint=hint, code="effect")
            return None
        assert isinstance(data, (str, int, float, bool))
        return Value(data, self._companion(node, str(data), field))

    def _companion(self, node: Node, text: str, field: Field) -> tuple[str, int] | None:
        if field.type_mark not in ("duration", "every"):
            return None
        try:
            return COMPANIONS[field.type_mark], companion(text, field.type_mark, _ANY_DAY)
        except (ValueError, KeyError):
            node.fault(f'"{text}" cannot stand here', hint=f"write {expected(field)}", code="effect")
            return None

    def _words(self, node: Node) -> Words:
        return node.text(self.vocabulary.languages)

    def fill(self, node: Node, _: Mapping[str, Node], field: Field) -> Wish | None:
        if isinstance(node.data, dict):
            return Fill(Value(self._words(node))) if self._is(node, field, "text", free=True) else None
        value = self._value(node, field)
        return None if value is None else Fill(value)

    def one_of(self, node: Node, _: Mapping[str, Node], field: Field) -> Wish | None:
        values = [self._value(child, field) for child in node.items()]
        known = tuple(value for value in values if value is not None)
        return OneOf(known) if known else None

    def all_of(self, node: Node, _: Mapping[str, Node], field: Field) -> Wish | None:
        if field.kind != "list" or field.item is None or field.item.kind != "text":
            node.fault("all_of is for lists of words", code="effect")
            return None
        choices = field.item.choices
        if choices:
            return AllOf(node.many_of(choices, "word"))
        return AllOf(tuple(child.string() for child in node.items()))

    def within(self, node: Node, _: Mapping[str, Node], field: Field) -> Wish | None:
        limit = node.one_of(self.vocabulary.limits, "limit")
        return Recent(COMPANIONS["date"], limit) if limit and self._is(node, field, "date") else None

    def dated(self, node: Node, fields: Mapping[str, Node], field: Field) -> Wish | None:
        if node.data is not True:
            node.fault("dated is true", hint="write dated: true", code="effect")
        ahead = fields["ahead_days"].integer(1, _MOST_AHEAD) if fields["ahead_days"].given else None
        if ahead is not None and not field.future:
            fields["ahead_days"].fault("this date may not lie ahead", hint="take ahead_days out", code="effect")
        return Dated(COMPANIONS["date"], ahead) if self._is(node, field, "date") else None

    def at_most(self, node: Node, _: Mapping[str, Node], field: Field) -> Wish | None:
        rhythm = node.one_of(list(RHYTHM_DAYS), "rhythm")
        if not rhythm or not self._is(node, field, "every"):
            return None
        return AtMost(COMPANIONS["every"], RHYTHM_DAYS[rhythm], rhythm)

    def texts(self, node: Node, fields: Mapping[str, Node], field: Field) -> Wish | None:
        most = fields["most"].integer(1, _MOST_TEXTS) if fields["most"].given else None
        texts = tuple(self._words(child) for child in node.items())
        if most is not None and len(texts) > most:
            node.fault(f"these are more than {most} texts", code="effect")
        return Texts(texts, most) if self._is_list_of_texts(node, field) else None

    def single(self, node: Node, _: Mapping[str, Node], field: Field) -> Wish | None:
        return Single(self._words(node)) if self._is_list_of_texts(node, field) else None

    def id_of(self, node: Node, _: Mapping[str, Node], field: Field) -> Wish | None:
        alias = node.one_of(list(self.aliases), "alias given before")
        if alias and field.reference and field.reference != self.aliases[alias]:
            message = f"{alias} is an entry of {self.aliases[alias]}, not of {field.reference}"
            node.fault(message, code="effect")
        return IdOf(alias) if alias else None

    def new(self, node: Node, _: Mapping[str, Node], field: Field) -> Wish | None:
        if isinstance(node.data, dict):
            return New(self._words(node)) if self._is(node, field, "text", free=True) else None
        name = node.string(*NAME)
        return New(name) if name else None

    def entries(self, node: Node, _: Mapping[str, Node], field: Field) -> Wish | None:
        if field.item is None or field.item.kind != "object":
            node.fault("entries is for lists of entries", code="effect")
            return None
        found = []
        for child in node.items():
            fields = child.fields(("one", "state"))
            found.append(self._entry(fields["one"], fields["state"], field.item, field.key))
        return Entries(tuple(found))

    def _is(self, node: Node, field: Field, wanted: str, *, free: bool = False) -> bool:
        """Whether the field is of this kind: a text (with ``free`` any text), a date or a rhythm."""
        fits = field.kind == "text" and (field.type_mark or "text") == wanted and not (free and field.choices)
        if not fits:
            node.fault(f"expected {expected(field)}", hint="choose a wish that suits the field", code="effect")
        return fits

    def _is_list_of_texts(self, node: Node, field: Field) -> bool:
        fits = field.kind == "list" and field.item is not None and field.item.kind == "text" and not field.item.choices
        if not fits:
            node.fault(f"expected {expected(field)}", hint="choose a wish that suits the field", code="effect")
        return fits


_Read = Callable[[_Reader, Node, Mapping[str, Node], Field], "Wish | None"]

_WISHES: Mapping[str, _Read] = MappingProxyType(
    {
        "fill": _Reader.fill,
        "one_of": _Reader.one_of,
        "all_of": _Reader.all_of,
        "within": _Reader.within,
        "dated": _Reader.dated,
        "at_most": _Reader.at_most,
        "texts": _Reader.texts,
        "single": _Reader.single,
        "id_of": _Reader.id_of,
        "new": _Reader.new,
        "entries": _Reader.entries,
    }
)
_MATCHES = frozenset({"one_of", "all_of", "id_of", "within"})
_EXTRAS: Mapping[str, tuple[str, ...]] = MappingProxyType({"dated": ("ahead_days",), "texts": ("most",)})


def decode_effects(node: Node, vocabulary: Vocabulary) -> tuple[Effect, ...]:
    """The effects of one measure in their order; each may refer to entries that those before it have named."""
    reader = _Reader(vocabulary, {})
    effects: list[Effect] = []
    aliases: list[tuple[Node, str]] = []
    for child in node.items():
        effect = reader.effect(child)
        if effect is not None:
            effects.append(effect)
            aliases.append((child, effect.alias))
    refuse_doubles(aliases, "alias")
    return tuple(effects)
