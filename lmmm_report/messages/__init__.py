"""What the program says to people, in German and English: texts by key, one file for each room of the program.

A `Message` is the English text and remembers what it was made of, so that whoever prints it can say it in German. The
files of this folder are read when the first message of theirs is made; where nothing is wrong, none is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

from lmmm_report import resources

LANGUAGES: Final = ("de", "en")
ENGLISH: Final = "en"
GERMAN: Final = "de"

Value = str | int | float

FOLDER: Final = Path(__file__).resolve().parent


class Message(str):
    """A text in English that can be said in the other language as well. Everywhere else it is a plain text."""

    __slots__ = ("key", "values")
    key: str
    values: Mapping[str, Value]

    def __new__(cls, key: str, values: Mapping[str, Value]) -> Message:
        """The message under ``key`` with its placeholders filled; values may be messages themselves."""
        made = super().__new__(cls, _filled(key, ENGLISH, values))
        made.key = key
        made.values = values
        return made

    def said_in(self, language: str) -> str:
        """The text in ``language``."""
        return _filled(self.key, language, self.values)

    def __reduce__(self) -> tuple[Any, ...]:
        """What it is made of, so that another process can have it."""
        return Message, (self.key, self.values)


class Listing(Message):
    """Several texts one after the other, each said in the language of the whole."""

    __slots__ = ("parts", "separator")
    parts: tuple[str, ...]
    separator: str

    def __new__(cls, parts: Iterable[str], separator: str) -> Listing:
        """The texts with ``separator`` between them."""
        listed = tuple(parts)
        made = str.__new__(cls, separator.join(listed))
        made.parts = listed
        made.separator = separator
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        """What it is made of."""
        return Listing, (self.parts, self.separator)

    def said_in(self, language: str) -> str:
        """The texts in ``language``."""
        return in_language(self.separator, language).join(in_language(part, language) for part in self.parts)


class Told(Message):
    """A text that a model has in several languages.

    In a language that it does not have, it is said in English or else in the first.
    """

    __slots__ = ("texts",)
    texts: Mapping[str, str]

    def __new__(cls, texts: Mapping[str, str]) -> Told:
        """The text of these languages."""
        made = str.__new__(cls, texts.get(ENGLISH) or next(iter(texts.values()), ""))
        made.texts = texts
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        """What it is made of."""
        return Told, (dict(self.texts),)

    def said_in(self, language: str) -> str:
        """The text in ``language``."""
        return self.texts.get(language) or str(self)


Cure = Message | Literal[""]
"""What to do; empty where nothing can be said."""


def say(key: str, /, **values: Value) -> Message:
    """The message under ``key``, for example ``"output.full"``; the plural follows the value ``count``.

    The part before the first dot is the file of this folder. Raises `KeyError` for a key or a placeholder that does
    not exist: both are faults of the program, and a test looks for them.
    """
    return Message(key, values)


def listing(parts: Iterable[str], separator: str = ", ") -> Listing:
    """Texts, some of which are messages, in a row."""
    return Listing(parts, separator)


def in_language(text: str, language: str) -> str:
    """A text in ``language`` if it is a message; any other text (a name, a path) as it is."""
    return text.said_in(language) if isinstance(text, Message) else text


def _filled(key: str, language: str, values: Mapping[str, Value]) -> str:
    text = _catalogue(key.partition(".")[0])[key][language]
    if isinstance(text, Mapping):
        text = text["one" if values["count"] == 1 else "other"]
    said = {name: in_language(value, language) if isinstance(value, str) else value for name, value in values.items()}
    whole = text.format_map(said)
    return in_case(whole) if language == GERMAN and "Herr " in whole else whole


_AFTER_PREPOSITION = (  # a pattern, not compiled: few texts have the title
    r"\b((?:laut|mit|von|bei|durch|für|an|gegenüber|nach|zu) (?:(?:Frau|Herrn) [\w-]+(?:, | und | oder ))*)Herr (?=\w)"
)


def in_case(text: str) -> str:
    """A German text in which a title follows its preposition: ``laut Herrn Feil``."""
    while (changed := re.sub(_AFTER_PREPOSITION, r"\1Herrn ", text)) != text:
        text = changed
    return text


def texts_in(room: str) -> Iterable[Mapping[str, str]]:
    """All texts of a room that have no plural, each by language."""
    return [{language: str(text) for language, text in texts.items()} for texts in _catalogue(room).values()]


@cache
def _catalogue(room: str) -> Mapping[str, Mapping[str, str | Mapping[str, str]]]:
    """The texts of one room by key and language."""
    ready = resources.COMPILED_MESSAGES / f"{room}.json"
    texts = json.loads(ready.read_bytes()) if ready.exists() else texts_of(room)
    return {f"{room}.{key}": languages for key, languages in texts.items()}


def texts_of(room: str) -> dict[str, Any]:
    """What the file of a room holds: its texts by key, without the room, and language."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    texts: dict[str, Any] = yaml.load((FOLDER / f"{room}.yaml").read_bytes(), Loader=loader)  # noqa: S506 - a safe loader
    return texts
