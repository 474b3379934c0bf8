"""The words in which faults of a profile are described: what was found, what was expected, what to write instead."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from lmmm_report.domain.profile import Path
from lmmm_report.load.schema.format import FactKind, Field
from lmmm_report.load.schema.nearest import nearest
from lmmm_report.load.yaml.data import Data
from lmmm_report.load.yaml.text import shortened

CHOOSE = "choose the nearest of these; leave it blank if it is not known"
MOST_CHOICES = 16
"""So many allowed words are listed in full."""

_GERMAN_DATE = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
_LOOSE_DATE = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_YEAR = re.compile(r"\d{4}")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_TIMED_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})[T ].*", re.DOTALL)
_DURATION = re.compile(r"(\d{1,4})\s*([A-Za-z]*)\.?")
_DURATION_WORDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "min": frozenset({"mins", "minute", "minutes", "minuten"}),
        "h": frozenset({"hr", "hrs", "hour", "hours", "std", "stunde", "stunden"}),
        "d": frozenset({"day", "days", "t", "tag", "tage", "tagen"}),
        "w": frozenset({"week", "weeks", "woche", "wochen"}),
        "m": frozenset({"mo", "month", "months", "monat", "monate", "monaten"}),
    }
)
_YES = frozenset({"yes", "y", "on", "true", "ja", "j", "wahr", "1"})
_NO = frozenset({"no", "n", "off", "false", "nein", "falsch", "0"})
_KIND_WORDS: Mapping[FactKind, str] = MappingProxyType(
    {
        "integer": "a whole number",
        "number": "a number",
        "boolean": "true or false",
        "list": "a list",
        "object": "a group of keys",
    }
)
_OTHER_WORDS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("täglich", "every day"), "daily"),
        **dict.fromkeys(("wöchentlich", "every week"), "weekly"),
        **dict.fromkeys(("zweiwöchentlich", "14-tägig", "biweekly", "fortnightly", "every two weeks"), "two_weeks"),
        **dict.fromkeys(("monatlich", "every month"), "monthly"),
        **dict.fromkeys(("vierteljährlich", "quartalsweise", "every quarter"), "quarterly"),
        **dict.fromkeys(("halbjährlich", "twice a year"), "half_yearly"),
        **dict.fromkeys(("jährlich", "annually", "every year"), "yearly"),
        **dict.fromkeys(("bei bedarf", "anlassbezogen", "as needed"), "ad_hoc"),
        **dict.fromkeys(("deutsch", "german"), "de"),
        **dict.fromkeys(("englisch", "english"), "en"),
        **dict.fromkeys(("beide", "alle beide"), "both"),
        **dict.fromkeys(("niemand", "no one"), "nobody"),
        **dict.fromkeys(("keine", "kein", "keiner", "nichts"), "none"),
    }
)
"""What people write for words that every format may have; a format names its own under ``x-words``."""
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+(?:/\S*)?")
_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "&": "_and_", "+": "_and_"})


def quoted(text: str) -> str:
    """A text between quotation marks, cut to a sane length and on one line."""
    return f'"{shortened(" ".join(text[:200].split()) or text[:1])}"'


def found(value: Data, word: str) -> str:
    """What stands there; ``word`` is how a number or truth value is written in the file."""
    if value is None:
        return "a blank entry"
    if isinstance(value, bool):
        return word or str(value).lower()
    if isinstance(value, (int, float)):
        return f"the number {word or value}"
    if isinstance(value, str):
        return f"the text {quoted(value)}"
    return "a list" if isinstance(value, list) else "a group of keys"


def expected(field: Field) -> str:
    """What may stand in ``field``."""
    if field.choices:
        return "one of " + ", ".join(field.choices)
    kind = _KIND_WORDS.get(field.kind)
    if kind:
        return f"{kind} or none" if field.none_allowed else kind
    text = _expected_text(field)
    return f"{text}, or none" if field.none_allowed and text != "a text" else text


def _expected_text(field: Field) -> str:
    if field.type_mark == "date":
        return "a date such as 2026-03-31"
    if field.type_mark == "duration":
        return "a time limit such as 30 min, 24 h, 3 d (days), 2 w (weeks), 6 m (months)"
    if _is_address(field):
        return "an address that begins with https://" + (" or mailto:" if "mailto" in field.node["pattern"] else "")
    if _is_name(field):
        return "a short name of small letters, digits, _ and -, beginning with a letter"
    return "a text"


def _is_address(field: Field) -> bool:
    return "://" in field.node.get("pattern", "")


def _is_name(field: Field) -> bool:
    return str(field.node.get("pattern", "")).startswith("^[a-z][a-z0-9_-]")


def choice_hint(value: str, field: Field) -> str:
    """The cure for a text that is none of the allowed words."""
    written = value.strip().casefold()
    meant = field.node.get("x-words", {}).get(written) or _OTHER_WORDS.get(written, "")
    near = meant if meant in field.choices else nearest(value, field.choices)
    return f"did you mean {near}?" if near else CHOOSE


def type_hint(value: Data, word: str, field: Field, path: Path) -> str:
    """The cure for a value of the wrong kind at ``path``; ``word`` is how a plain value is written in the file."""
    if value is None:
        return "remove the dash, or write the entry"
    if isinstance(value, str) and value.strip().casefold() == "none" and field.kind != "boolean":
        inside = bool(path) and isinstance(path[-1], int)
        return "write none in place of the whole list" if inside else "write none in small letters"
    if field.kind == "boolean":
        return _boolean_hint(value)
    if field.kind == "text":
        return _text_hint(value, word, field)
    if field.kind == "list":
        return _list_hint(value, word, field, path)
    return _object_hint(value, field) if field.kind == "object" else _number_hint(value)


def _boolean_hint(value: Data) -> str:
    text = str(value).strip().casefold() if isinstance(value, (str, int)) else ""
    if text in _YES:
        return "write true"
    if text in _NO:
        return "write false"
    if text == "none":
        return "write false if it is not so; leave it blank if it is not known"
    return "write true or false, without quotes"


def _text_hint(value: Data, word: str, field: Field) -> str:
    if isinstance(value, list):
        return "write one value, without a dash or brackets"
    if isinstance(value, dict):
        return "write one value; if a text with a colon is meant, put quotes around all of it"
    if field.choices or field.type_mark or _is_name(field) or _is_address(field):
        return pattern_hint(word, field) if field.type_mark in ("date", "duration") else CHOOSE
    return f'if it is meant as a text, put quotes around it: "{word}"'


def _list_hint(value: Data, word: str, field: Field, path: Path) -> str:
    if isinstance(value, dict):
        return 'put "- " before the first key of the entry and indent the others as far'
    if field.item is not None and field.item.kind == "object":
        first = field.key or next(iter(field.item.fields))
        return f'begin each entry on a line of its own: "- {first}: …"'
    name = next((step for step in reversed(path) if isinstance(step, str)), "")
    text = shortened(" ".join(value.split()) if isinstance(value, str) else word)
    if re.fullmatch(r"[\w -]+", text):
        return f"write {name}: [{text}]"
    return f"write each entry on a line of its own, after a dash: - {text}"


def _object_hint(value: Data, field: Field) -> str:
    if isinstance(value, list):
        return "there is only one here: write its keys without a dash"
    names = [name for name in field.fields if name != "evidence"]
    more = " …" if len(names) > MOST_CHOICES else ""
    return f"write keys under it, each on a line of its own: {', '.join(names[:MOST_CHOICES])}{more}"


def _number_hint(value: Data) -> str:
    if isinstance(value, float):
        return f"write a whole number: {int(value + 0.5)}"
    if not isinstance(value, str):
        return "write digits only"
    digits = re.sub(r"(?<=\d)[.,'\s](?=\d{3}(?!\d))", "", value.strip()[:100])
    if re.fullmatch(r"[0-9]{1,8}", digits):
        return f"write {int(digits)}: digits alone, without quotes"
    number = re.search(r"[0-9]{1,8}", digits)
    return f"write the number alone: {int(number.group())}" if number else "write digits only"


def pattern_hint(value: str, field: Field) -> str:
    """The cure for a text that does not have the form of ``field``."""
    text = value.strip()
    if text.casefold() == "none":
        return (
            "write none in small letters" if field.none_allowed else "it cannot be none here: write what is asked for"
        )
    if field.type_mark == "date":
        return _date_hint(text)
    if field.type_mark == "duration":
        return _duration_hint(text)
    if _is_address(field):
        return f"write https://{text}" if _HOST.fullmatch(text) else "write the whole address without blanks"
    name = short_name(text)
    return f"write {name}" if name else "begin it with a small letter"


def short_name(text: str) -> str:
    """``text`` in the form of an id; empty if nothing of it can be used."""
    plain = re.sub(r"[^a-z0-9]+", "_", text[:200].casefold().translate(_LETTERS)).lstrip("_")
    return "" if plain[:1].isdigit() else plain[:40].rstrip("_")


def _date_hint(text: str) -> str:
    if match := _GERMAN_DATE.fullmatch(text):
        return f"write {match[3]}-{int(match[2]):02}-{int(match[1]):02}"
    if match := _LOOSE_DATE.fullmatch(text):
        return f"write {match[1]}-{int(match[2]):02}-{int(match[3]):02}"
    if match := _TIMED_DATE.fullmatch(text):
        return f"write the day alone: {match[1]}"
    if _YEAR.fullmatch(text):
        return f"name month and day too; if only the year is known, write its first day: {text}-01-01"
    if _MONTH.fullmatch(text):
        return f"name a day too; if only the month is known, write its first day: {text}-01"
    return "write year, month and day with two hyphens"


def _duration_hint(text: str) -> str:
    match = _DURATION.fullmatch(text)
    if match is None:
        return "write a whole number and min, h, d, w or m"
    number, unit = match[1], match[2].casefold()
    for short, words in _DURATION_WORDS.items():
        if unit == short or unit in words:
            return f"write {number} {short}"
    return f"add the unit: {number} h for hours, {number} d for days" if not unit else "write min, h, d, w or m"
