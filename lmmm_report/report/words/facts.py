"""Facts of a profile in spoken words: what a place is called, and what stands there, in the report's language.

Names of places are the titles of the format, names of entries are the company's; words of the format have a spoken one
in the format's ``x-spoken``. What remains is the company's own text, which is quoted.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from lmmm_report.domain.effect import Change
from lmmm_report.domain.facts import EACH, GROUP, LIST
from lmmm_report.domain.format import Field
from lmmm_report.domain.profile import Profile
from lmmm_report.facts.durations import duration_in
from lmmm_report.facts.shares import share_of
from lmmm_report.report.words.times import spoken_time
from lmmm_report.report.words.wording import Wording, begun

_KEY = re.compile(r"\.?([A-Za-z_][A-Za-z0-9_]*)")
_END = re.compile(r"\](?=\.[A-Za-z_]|\[|$)")
"""Where the label of an entry may end; labels may hold any character."""
_NUMBER = re.compile(r"[0-9]+")
_NAME = 200
"""Characters that a name may have in the format; what may be longer is a text."""
BETWEEN = " › "
"""Stands between the names of places, the wider one before the narrower one."""


class Spoken(NamedTuple):
    """What stands at a place, ready to print."""

    text: str
    own: bool = False
    """Whether it is the company's own text."""


class Named(NamedTuple):
    """What a place is called: the entry around it, and the field in it; the field of a section is the whole name."""

    around: str
    key: str

    @property
    def whole(self) -> str:
        """Both."""
        return f"{self.around}{BETWEEN}{self.key}" if self.around else self.key


class FactWords:
    """The words for the facts of one profile in one language, and for what ``changes`` add to it."""

    def __init__(self, profile: Profile, wording: Wording, changes: Iterable[Change] = ()) -> None:
        self._profile = profile
        self._w = wording
        described = profile.described
        self._fields = described.fields
        words = described.schema.get("x-spoken", {})
        self._words: Mapping[str, str] = words.get(wording.language, {}) if isinstance(words, Mapping) else {}
        self._title = f"x-title-{wording.language}"
        self._names: dict[str, Named] = {}
        self._places: dict[str, Field | None] = {}
        self._labels = frozenset(profile.item_names.values())
        self._added = _added(changes)
        """What changes state of entries, by the path of their list and what tells them apart."""

    def word(self, word: str) -> str:
        """The spoken word for one of the format; such a word itself, as people write it, where there is none."""
        return self._words.get(word) or word.replace("_", " ")

    def name(self, path: str) -> Named:
        """What the place at a path as text is called."""
        if path not in self._names:
            self._names[path] = self._named(path)
        return self._names[path]

    def _named(self, path: str) -> Named:
        field: Field | None = self._fields
        names: list[str] = []
        way: list[str] = []
        for key, label in self.steps(path):
            if label is not None:
                names.append(self._entry(way, field, label))
                field = field.item if field else None
                continue
            if key == EACH and field is not None and field.item is not None:
                names.append(self._w.say("fact.each"))
                field = field.item
                continue
            way.append(key)
            field = field.fields.get(key) if field else None
            names.append(self.title(field, key))
        # The section says something only of what stands in it as such.
        narrow = names[1:] if len(names) > 2 else names
        around, key = BETWEEN.join(narrow[:-1]), narrow[-1] if narrow else path
        return Named(around, key)

    def steps(self, path: str) -> Iterator[tuple[str, str | None]]:
        """Keys, and labels of entries, of a path as text: a key without a label, or a label without a key."""
        at = 0
        while at < len(path):
            if path[at] == "[":
                ends = [end.start() for end in _END.finditer(path, at)] or [len(path)]
                labels = [path[at + 1 : end] for end in ends]
                label = next((one for one in reversed(labels) if one in self._labels), labels[0])
                yield "", label
                at += len(label) + 2
            elif found := _KEY.match(path, at):
                yield found[1], None
                at = found.end()
            else:
                return

    def title(self, field: Field | None, key: str) -> str:
        """The title of a field in the report's language."""
        if field is None:
            return begun(self.word(key))
        own = field.node.get(self._title)
        return str(own or field.title or begun(self.word(key)))

    def _entry(self, way: Sequence[str], field: Field | None, label: str) -> str:
        """What an entry of a list is called: by the company, else by its place in the list."""
        w, item = self._w, field.item if field else None
        if item is None or field is None:
            return label
        key = field.key
        if _NUMBER.fullmatch(label) and not self._stated(way, key, label):
            return w.say("fact.entry", number=int(label))
        choice = item.fields.get(key)
        if choice is not None and (choice.choices or key == "id"):
            return self._called(way, item, key, label) if key == "id" else begun(self.word(label))
        return _unended(label)

    def _called(self, way: Sequence[str], item: Field, key: str, label: str) -> str:
        entry = self._stated(way, key, label) or self._added.get((".".join(way), label), {})
        for name, field in item.fields.items():
            said = entry.get(name)
            if name == key or field.kind != "text" or field.type_mark or not isinstance(said, str) or said == "none":
                continue
            if not field.choices and field.node.get("maxLength", 0) > _NAME:
                continue  # it is told at length, and no name
            return begun(self.word(said)) if field.choices else _unended(said)
        return begun(self.word(label))

    def _stated(self, way: Sequence[str], key: str, label: str) -> Mapping[str, object] | None:
        here: object = self._profile.stated
        for step in way:
            here = here.get(step) if isinstance(here, GROUP) else None
        entries = here if isinstance(here, LIST) and not isinstance(here, str) else ()
        return next((one for one in entries if isinstance(one, GROUP) and one.get(key) == label), None)

    def names_entry(self, path: str) -> bool:
        """Whether it is what an entry of a list is told apart by: whoever names the entry has said it."""
        around, _, key = path.rpartition(".")
        entry = self._at(around) if around.endswith("]") else None
        return entry is not None and entry.name == key

    def value(self, path: str, value: object, shorten: Callable[[str], str] = str) -> Spoken:
        """What stands at a path; ``shorten`` cuts a text of the company's."""
        around, _, key = path.rpartition(".")
        if key == "id" and around.endswith("]"):
            # What tells entries apart is a code; what they are called stands for it.
            return Spoken(self.name(around).key)
        return self._value(self._at(path), value, shorten)

    def _at(self, path: str) -> Field | None:
        if path not in self._places:
            self._places[path] = self._found(path)
        return self._places[path]

    def _found(self, path: str) -> Field | None:
        field: Field | None = self._fields
        for key, label in self.steps(path):
            if field is None:
                return None
            inside = label is not None or (key == EACH and field.item is not None)
            field = field.item if inside else field.fields.get(key)
        return field

    def _value(self, field: Field | None, value: object, shorten: Callable[[str], str]) -> Spoken:
        w = self._w
        if isinstance(value, bool):
            return Spoken(w.say("fact.yes" if value else "fact.no"))
        if isinstance(value, (tuple, list)):
            item = field.item if field else None
            parts = [self._value(item, one, shorten) for one in value]
            return Spoken(w.listed(part.text for part in parts), any(part.own for part in parts))
        if isinstance(value, int):
            return Spoken(w.number(value))
        text = str(value)
        if text == "none":
            return Spoken(w.say("fact.none"))
        if text == "exists":
            return Spoken(w.say("fact.there"))
        said = self._said(field, text) if field is not None else ""
        return Spoken(said) if said else Spoken(w.say("numbers.quoted", said=shorten(text)), own=True)

    def _said(self, field: Field, text: str) -> str:
        w, on = self._w, self._profile.date
        if field.type_mark == "date":
            return w.say("time.ongoing") if text == "ongoing" else spoken_time(text, on, w, field.sense)
        if field.type_mark == "share":
            return self._share(text)
        if limit := duration_in(text):
            return w.say(f"numbers.time.{limit.unit}", count=limit.number) if field.type_mark == "duration" else ""
        if text in field.choices or text in field.reference_also:
            return self.word(text)
        if field.reference:
            way = field.reference.split(".")
            around = self._fields.at(way)
            if around is not None and around.item is not None:
                return self._called(way, around.item, around.key, text)
        return ""

    def _share(self, text: str) -> str:
        share = share_of(text)
        if share is None:
            return ""
        low, high = (share, share) if isinstance(share, int) else (share.low, share.high)
        key = f"share.{low}_{high}"
        if key in _SHARES:
            return self._w.say(key)
        number = str(low) if low == high else self._w.say("numbers.range", low=str(low), high=str(high))
        return self._w.say("numbers.percent", n=number)


def _unended(text: str) -> str:
    """What an entry is called, without the full stop of the sentence that it may be."""
    return text[:-1] if text.endswith(".") and not text.endswith("..") else text


def _added(changes: Iterable[Change]) -> Mapping[tuple[str, str], Mapping[str, object]]:
    added: dict[tuple[str, str], dict[str, object]] = {}
    for change in changes:
        around, _, key = change.label.rpartition(".")
        if around.endswith("]"):
            way, _, label = around[:-1].rpartition("[")
            added.setdefault((way, label), {})[key] = change.value
    return added


_SHARES = frozenset(f"share.{bounds}" for bounds in ("51_100", "90_99", "45_55", "0_49", "1_49"))
"""Shares that people tell by a word."""
