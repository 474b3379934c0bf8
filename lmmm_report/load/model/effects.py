"""The effects of measures from their YAML: every path, field and word is held against the profile's format.

An effect that the format would refuse is found when the model is loaded, not when a plan is carried out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
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
    Lived,
    Mostly,
    New,
    OneOf,
    Recent,
    Scalar,
    Single,
    Texts,
    Wish,
    Words,
)
from lmmm_report.domain.facts import Between
from lmmm_report.domain.format import COMPANIONS, LIVED, RECENT, Field, companions_of
from lmmm_report.facts.completing import RHYTHM_DAYS, duration_hours
from lmmm_report.facts.shares import share_of
from lmmm_report.load.model.values import misfit
from lmmm_report.load.model.vocabulary import NAME, Vocabulary
from lmmm_report.load.schema.decode import Node, refuse_doubles
from lmmm_report.load.schema.nearest import did_you_mean
from lmmm_report.load.schema.wording import expected
from lmmm_report.messages import Cure, say

_PLAIN: Mapping[str, tuple[type, ...]] = MappingProxyType(
    {"text": (str,), "integer": (int,), "number": (int, float), "boolean": (bool,)}
)

_HALF = 50
_MOST_AHEAD = 3650
_MOST_TEXTS = 500


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the wishes of one measure."""

    vocabulary: Vocabulary
    aliases: dict[str, str]
    """The names that the effects have given so far, each with the list of its entry; that is empty if not known."""

    def effect(self, node: Node) -> Effect | None:
        fields = node.fields(("at", "state"), ("one", "each", "named_by", "as"))
        effect = self._effect(node, fields)
        alias = fields["as"].data
        if isinstance(alias, str):  # also of an effect at fault, so that whoever uses the alias is not blamed
            self.aliases[alias.strip()] = ".".join(map(str, effect.path)) if effect is not None and effect.entry else ""
        return effect

    def _effect(self, node: Node, fields: Mapping[str, Node]) -> Effect | None:
        path, place = self._place(fields["at"])
        if place is None:
            return None
        item = place.item
        if item is None or item.kind != "object":
            return self._group(fields, path, place)
        if fields["each"].given:
            if fields["each"].data is not True or fields["one"].given:
                hint = say("model.keep_one")
                fields["each"].fault(say("model.each_is_true"), hint=hint, code="effect")
            self._refuse(fields, ("named_by", "as"), "model.for_one_entry")
            return Effect(path=path, state=self._state(fields["state"], item), each=True)
        if not fields["one"].given:
            message = say("model.which_entry", path=".".join(path))
            node.fault(message, hint=say("model.which_entry_cure"), code="effect")
            return None
        entry = self._entry(fields["one"], fields["state"], item, place.key)
        named_by = self._place(fields["named_by"])[0] if fields["named_by"].given else ()
        alias = fields["as"].string(*NAME) if fields["as"].given else ""
        return Effect(path=path, state=MappingProxyType({}), entry=entry, named_by=named_by, alias=alias)

    def _group(self, fields: Mapping[str, Node], path: tuple[str, ...], place: Field) -> Effect | None:
        self._refuse(fields, ("one", "each", "named_by", "as"), "model.for_lists")
        if place.kind != "object":
            message = say("model.no_group", path=".".join(path))
            fields["at"].fault(message, hint=say("model.no_group_cure"), code="effect")
            return None
        return Effect(path=path, state=self._state(fields["state"], place))

    def _refuse(self, fields: Mapping[str, Node], names: Collection[str], use: str) -> None:
        """Refuse keys that are of no use here; ``use`` is the key of the message what they are for."""
        for name in names:
            if fields[name].given:
                hint = say("model.take_out", key=name)
                fields[name].fault(say(use, key=name), hint=hint, code="effect", key=True)

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
                    message = say("model.no_path", path=".".join(path[: depth + 1]))
                    node.fault(message, hint=did_you_mean(name, known), code="unknown-path")
                return path, None
            here = here.fields[name]
        return path, here

    def _entry(self, match: Node, state: Node, item: Field, key: str) -> Entry:
        matched = self._wishes(match, item, _MATCHES)
        stated = self._wishes(state, item, _STATES, own_name=key)
        self._check_new(match, state, item, key)
        return Entry(match=matched, state=stated, key=key)

    def _check_new(self, match: Node, state: Node, item: Field, key: str) -> None:
        """Refuse an entry that could not be added: it has to state what the format demands, and its own name.

        What is stated with a fault counts; after an unknown field nothing is missed, since that one may be meant.
        """
        if not isinstance(match.data, dict) or not isinstance(state.data, dict):
            return
        written = {**match.data, **state.data}
        demanded = [name for name, field in item.fields.items() if field.required]
        missing = [name for name in dict.fromkeys([*demanded, key]) if name and name not in written]
        if missing and all(name in item.fields for name in written):
            message = say("model.new_entry_lacks", missing=", ".join(missing))
            state.fault(message, hint=say("model.new_entry_lacks_cure"), code="effect")

    def _state(self, node: Node, place: Field) -> Mapping[str, Wish]:
        """What has to hold of a group or of each entry of a list: something at least."""
        if node.data == {}:
            node.fault(say("model.no_wish"), hint=say("model.no_wish_cure"), code="empty")
        return self._wishes(node, place, _STATES)

    def _wishes(self, node: Node, place: Field, allowed: Collection[str], *, own_name: str = "") -> Mapping[str, Wish]:
        """The wishes about one place; only ``own_name``, by which a new entry is told, may be `new` as well."""
        wishes = {
            name: self._wish(child, field, _WISHES if name == own_name else allowed)
            for name, (child, field) in self._fields(node, place).items()
        }
        return MappingProxyType({name: wish for name, wish in wishes.items() if wish is not None})

    def _fields(self, node: Node, place: Field) -> dict[str, tuple[Node, Field]]:
        """The entries of a mapping whose keys are fields of the format at this place."""
        found: dict[str, tuple[Node, Field]] = {}
        known = [name for name in place.fields if name != "evidence"]
        for name, child in node.entries().items() if node.data != {} else ():
            if name in known:
                found[name] = (child, place.fields[name])
            else:
                hint = did_you_mean(name, known)
                child.fault(say("model.no_field", name=name), hint=hint, code="effect", key=True)
        return found

    def _wish(self, node: Node, field: Field, allowed: Collection[str]) -> Wish | None:
        """One wish: a plain value, or a mapping whose first key says what is wished."""
        if not isinstance(node.data, dict):
            value = self._value(node, field)
            return None if value is None else Exactly(value)
        verb = next(iter(node.data), "")
        if verb not in allowed:
            hint = say("model.new_is_for_names") if verb == "new" else did_you_mean(str(verb), allowed)
            node.fault(say("model.no_such_wish", name=str(verb)), hint=hint, code="effect", key=True)
            return None
        fields = node.fields((verb,), _EXTRAS.get(verb, ()))
        return _WISHES[verb](self, fields[verb], fields, field)

    def _value(self, node: Node, field: Field) -> Scalar | None:
        """A value that may stand in this field."""
        if field.type_mark == "date":
            node.fault(say("model.no_day"), hint=say("model.no_day_cure"), code="effect")
            return None
        if node.data.__class__ not in _PLAIN.get(field.kind, ()):
            hint: Cure = "" if field.kind in _PLAIN else say("model.suitable")
            node.fault(say("model.expected", expected=expected(field)), hint=hint, code="effect")
            return None
        value = node.string() if isinstance(node.data, str) else node.data
        assert isinstance(value, (str, int, float, bool))
        if value == "" or not self._fits(node, value, field):
            return None
        return None if self._unread(node, str(value), field) else value

    def _unread(self, node: Node, text: str, field: Field) -> bool:
        """Refuse a time limit or a rhythm that cannot be read."""
        if field.type_mark not in ("duration", "every"):
            return False
        try:
            _ = RHYTHM_DAYS[text] if field.type_mark == "every" else duration_hours(text)
        except (ValueError, KeyError):
            hint = say("model.write", text=expected(field))
            node.fault(say("model.cannot_stand", value=text), hint=hint, code="effect")
            return True
        return False

    def _words(self, node: Node, field: Field) -> Words:
        """A text by language, each of which may stand in this field."""
        words = node.text(self.vocabulary.languages)
        for child in node.children():
            text = words.get(str(child.path[-1]))
            if text:
                self._fits(child, text, field)
        return words

    def fill(self, node: Node, _: Mapping[str, Node], field: Field) -> Wish | None:
        if isinstance(node.data, dict):
            return Fill(self._words(node, field)) if self._suits(node, field, _is_free(field)) else None
        value = self._value(node, field)
        return None if value is None else Fill(value)

    def one_of(self, node: Node, fields: Mapping[str, Node], field: Field) -> Wish | None:
        values = [self._value(child, field) for child in node.items()]
        known = tuple(value for value in values if value is not None)
        like = self._place(fields["like"])[0] if fields["like"].given else ()
        return OneOf(known, like) if known else None

    def all_of(self, node: Node, _: Mapping[str, Node], field: Field) -> Wish | None:
        item = field.item
        if item is None or item.kind != "text":
            node.fault(say("model.lists_of_words"), code="effect")
            return None
        if item.choices:
            return AllOf(node.many_of(item.choices, "model.word"))
        words = [(child, child.string()) for child in node.items()]
        refuse_doubles(words, "model.word")
        return AllOf(tuple(word for child, word in words if word and self._fits(child, word, item)))

    def within(self, node: Node, _: Mapping[str, Node], field: Field) -> Wish | None:
        if not self._suits(node, field, field.type_mark == "date"):
            return None
        limit = node.one_of(self.vocabulary.limits, "model.limit")
        return Recent(COMPANIONS["date"], limit) if limit else None

    def lived(self, node: Node, _: Mapping[str, Node], field: Field) -> Wish | None:
        return self._by_rhythm(node, field, LIVED)

    def recent(self, node: Node, _: Mapping[str, Node], field: Field) -> Wish | None:
        return self._by_rhythm(node, field, RECENT)

    def _by_rhythm(self, node: Node, field: Field, ending: str) -> Wish | None:
        if not self._suits(node, field, ending in companions_of(field)):
            return None
        if node.data is not True:
            node.fault(say("model.only_true", name=str(node.path[-1])), hint=say("model.only_true_cure"), code="effect")
        return Lived(ending)

    def mostly(self, node: Node, _: Mapping[str, Node], field: Field) -> Wish | None:
        if not self._suits(node, field, field.type_mark == "share"):
            return None
        words = self._words(node, field)
        for text in words.values():
            share = share_of(text)
            low = share.low if isinstance(share, Between) else share
            if low is None or low <= _HALF:
                node.fault(say("model.not_most", text=text), hint=say("model.not_most_cure"), code="effect")
        return Mostly(words)

    def dated(self, node: Node, fields: Mapping[str, Node], field: Field) -> Wish | None:
        if not self._suits(node, field, field.type_mark == "date"):
            return None
        if node.data is not True:
            node.fault(say("model.dated"), hint=say("model.dated_cure"), code="effect")
        ahead = fields["ahead_days"]
        if ahead.given and not field.future:
            ahead.fault(say("model.not_ahead"), hint=say("model.take_out", key="ahead_days"), code="effect")
            return None
        return Dated(COMPANIONS["date"], ahead.integer(1, _MOST_AHEAD) if ahead.given else None)

    def at_most(self, node: Node, _: Mapping[str, Node], field: Field) -> Wish | None:
        if not self._suits(node, field, field.type_mark == "every"):
            return None
        rhythm = node.one_of(RHYTHM_DAYS, "model.rhythm")
        return AtMost(COMPANIONS["every"], RHYTHM_DAYS[rhythm], rhythm) if rhythm else None

    def texts(self, node: Node, fields: Mapping[str, Node], field: Field) -> Wish | None:
        item = field.item
        if not self._suits(node, field, item is not None and _is_free(item)) or item is None:
            return None
        room = field.node.get("maxItems", _MOST_TEXTS)
        most = fields["most"].integer(1, room) if fields["most"].given else None
        texts = tuple(self._words(child, item) for child in node.items())
        if len(texts) > (most or room):
            node.fault(say("model.too_many_texts", most=most or room), code="effect")
        return Texts(texts, most)

    def single(self, node: Node, _: Mapping[str, Node], field: Field) -> Wish | None:
        item = field.item
        if not self._suits(node, field, item is not None and _is_free(item)) or item is None:
            return None
        return Single(self._words(node, item))

    def id_of(self, node: Node, _: Mapping[str, Node], field: Field) -> Wish | None:
        if not self._suits(node, field, _is_text(field)):
            return None
        alias = node.one_of(self.aliases, "model.alias_before", if_none="model.no_alias_cure")
        listed = self.aliases.get(alias)
        if listed and field.reference and field.reference != listed:
            message = say("model.entry_of_other_list", alias=alias, list=listed, wanted=field.reference)
            node.fault(message, code="effect")
        return IdOf(alias) if alias else None

    def new(self, node: Node, _: Mapping[str, Node], field: Field) -> Wish | None:
        by_language = isinstance(node.data, dict)
        if not self._suits(node, field, _is_free(field) if by_language else _is_text(field)):
            return None
        if by_language:
            return New(self._words(node, field))
        name = node.string(*NAME)
        fits = re.fullmatch(NAME[0], name) and self._fits(node, name, field)
        return New(name) if fits else None

    def entries(self, node: Node, _: Mapping[str, Node], field: Field) -> Wish | None:
        if field.item is None or field.item.kind != "object":
            node.fault(say("model.lists_of_entries"), code="effect")
            return None
        found = []
        for child in node.items():
            fields = child.fields(("one", "state"))
            found.append(self._entry(fields["one"], fields["state"], field.item, field.key))
        return Entries(tuple(found))

    def _suits(self, node: Node, field: Field, suitable: bool) -> bool:
        """Refuse a wish that is not suitable for its field."""
        if not suitable:
            message = say("model.expected", expected=expected(field))
            node.fault(message, hint=say("model.suitable"), code="effect")
        return suitable

    def _fits(self, node: Node, value: Scalar, field: Field) -> bool:
        """Refuse a value that the format would refuse."""
        message, hint = misfit(value, field)
        if message:
            node.fault(message, hint=hint, code="effect")
        return not message


def _is_text(field: Field) -> bool:
    """Whether a name or text of the company's own may stand there."""
    return field.kind == "text" and not field.type_mark and not field.choices


def _is_free(field: Field) -> bool:
    """Whether the text may be any, so that it can differ by language."""
    return _is_text(field) and "pattern" not in field.node


_Read = Callable[[_Reader, Node, Mapping[str, Node], Field], "Wish | None"]

_WISHES: Mapping[str, _Read] = MappingProxyType(
    {
        "fill": _Reader.fill,
        "one_of": _Reader.one_of,
        "all_of": _Reader.all_of,
        "within": _Reader.within,
        "lived": _Reader.lived,
        "recent": _Reader.recent,
        "mostly": _Reader.mostly,
        "dated": _Reader.dated,
        "at_most": _Reader.at_most,
        "texts": _Reader.texts,
        "single": _Reader.single,
        "id_of": _Reader.id_of,
        "new": _Reader.new,
        "entries": _Reader.entries,
    }
)
_STATES = frozenset(_WISHES) - {"new"}
_MATCHES = frozenset({"one_of", "all_of", "id_of", "within", "lived", "recent"})
_EXTRAS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"dated": ("ahead_days",), "one_of": ("like",), "texts": ("most",)}
)


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
    refuse_doubles(aliases, "model.alias")
    return tuple(effects)
