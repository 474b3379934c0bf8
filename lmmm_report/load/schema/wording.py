"""The words in which faults of a profile are described: what was found, what was expected, what to write instead."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from types import MappingProxyType

from lmmm_report.domain.format import FactKind, Field
from lmmm_report.domain.profile import Path
from lmmm_report.load.schema.answers import NO, THERE, UNKNOWN, meaning_of, word_of
from lmmm_report.load.schema.nearest import nearest
from lmmm_report.load.yaml.data import Data
from lmmm_report.load.yaml.text import shortened
from lmmm_report.messages import Message, say

MOST_CHOICES = 16
"""So many allowed words are listed in full."""
MOST_KEYS = 20
"""So many keys of a group are listed in full."""

_BETWEEN = re.compile(r"\s*[,;&/+]\s*|\s+(?:und|and|sowie)\s+")
"""What stands between the entries of a list that was written as a text."""
_EXISTS = "exists"
_BOTH = ("marketing", "sales")
"""Whom people mean by both."""
_FOR_LISTS = (_EXISTS, "one")
"""Words that stand for a whole list, beside ``none``."""
_YES = frozenset({"yes", "y", "on", "true", "ja", "j", "wahr", "1"})
_NO = frozenset({"no", "n", "off", "false", "nein", "falsch", "0"})
_KIND_WORDS: Mapping[FactKind, str] = MappingProxyType(
    {"integer": "whole_number", "number": "a_number", "boolean": "truth", "list": "a_list", "object": "a_group"}
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
        **dict.fromkeys(("deutsch", "german", "de-de", "de_de", "de-at", "de-ch", "ger", "deu"), "de"),
        **dict.fromkeys(("englisch", "english", "en-us", "en_us", "en-gb", "en_gb", "eng"), "en"),
        **dict.fromkeys(("beide", "alle beide"), "both"),
        **dict.fromkeys(("niemand", "no one"), "nobody"),
        **dict.fromkeys(("sonstiges", "sonstige", "anderes", "andere", "etwas anderes", "misc"), "other"),
        **dict.fromkeys(("nicht anwendbar", "nicht zutreffend", "n/a", "entfällt"), "not_applicable"),
        **dict.fromkeys(("verzichtet", "erlassen", "ausgesetzt"), "waived"),
        **dict.fromkeys(("erledigt", "fertig", "abgeschlossen", "umgesetzt", "finished", "completed"), "done"),
        **dict.fromkeys(("läuft", "laufend", "in arbeit", "begonnen", "in progress", "started"), "under_way"),
        **dict.fromkeys(("geplant", "vorgesehen"), "planned"),
        **dict.fromkeys(("ganze firma", "ganzes unternehmen", "ganzes haus"), "whole_company"),
        **dict.fromkeys(("gezeigt", "gesehen", "seen"), "shown"),
        **dict.fromkeys(("beschrieben",), "described"),
        **dict.fromkeys(("gesagt", "erzählt", "berichtet", "said"), "told"),
        **dict.fromkeys(("gehört", "hörensagen", "vom hörensagen", "hearsay"), "heard"),
        **dict.fromkeys(("angenommen", "vermutet", "geschätzt", "guessed"), "assumed"),
        **dict.fromkeys(("abgestimmt", "ausgerichtet"), "aligned"),
        **dict.fromkeys(("unbestimmt", "ungeregelt"), "undefined"),
        **dict.fromkeys(("definiert", "geregelt"), "defined"),
        **dict.fromkeys(("abteilung",), "department"),
        **dict.fromkeys(("begriffe",), "terms"),
        **dict.fromkeys(("vorgeschrieben", "pflicht", "verpflichtend"), "mandatory"),
        **dict.fromkeys(("freiwillig",), "optional"),
        **dict.fromkeys(("teilweise",), "partial"),
        **dict.fromkeys(("durchgängig",), "end_to_end"),
        **dict.fromkeys(("hoch",), "high"),
        **dict.fromkeys(("mittel",), "medium"),
        **dict.fromkeys(("niedrig", "gering"), "low"),
    }
)
"""What people write for words that every format may have; a format names its own under ``x-words``."""
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-zA-Z]{2,24}(?:/\S*)?")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_BROKEN_SCHEME = re.compile(r"(?:https?|htps|htpps|hhtps?)[:;]?/{0,3}(?=\w)", re.IGNORECASE)
_PART = re.compile(r"(1)[.,]0+|0?[.,]([0-9]{1,2})")
"""A share as a part of one."""
_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "&": "_and_", "+": "_and_"})


def quoted(text: str) -> Message:
    """A text between quotation marks, cut to a sane length and on one line."""
    return say("schema.quoted", text=one_line(text))


def one_line(text: str) -> str:
    """A text cut to a sane length and on one line."""
    return shortened(" ".join(text[:200].split()) or text[:1])


def found(value: Data, word: str) -> str:
    """What stands there; ``word`` is how a number or truth value is written in the file."""
    if value is None:
        return say("schema.blank_entry")
    if isinstance(value, bool):
        return word or str(value).lower()
    if isinstance(value, (int, float)):
        return say("schema.the_number", number=word or str(value))
    if isinstance(value, str):
        return say("schema.the_text", text=one_line(value))
    return say("schema.a_list" if isinstance(value, list) else "schema.a_group")


def expected(field: Field) -> Message:
    """What may stand in ``field``."""
    if field.choices:
        return say("schema.one_of", choices=", ".join(field.choices))
    kind = _KIND_WORDS.get(field.kind)
    name = _bare_name(field)
    if name is not None:
        return say("schema.or_group", what=expected(name))
    if kind:
        what = say(f"schema.{kind}")
        return say("schema.or_none", what=what) if field.none_allowed else what
    text = _expected_text(field)
    return say("schema.comma_or_none", what=text) if field.none_allowed and text.key != "schema.a_text" else text


def _bare_name(field: Field) -> Field | None:
    """The field that an entry states which is its name alone, `None` where it cannot be that."""
    return field.fields.get(field.name) if field.kind == "object" and "string" in field.node["type"] else None


def _expected_text(field: Field) -> Message:
    if field.type_mark:
        return say("schema.a_time" if field.type_mark == "date" and not field.exact else f"schema.a_{field.type_mark}")
    if _is_address(field):
        return say("schema.a_link" if "mailto" in field.node["pattern"] else "schema.an_address")
    return say("schema.a_name" if _is_name(field) else "schema.a_text")


def _is_address(field: Field) -> bool:
    return "://" in field.node.get("pattern", "")


def _is_name(field: Field) -> bool:
    return str(field.node.get("pattern", "")).startswith("^[a-z][a-z0-9_-]")


def state_or_leave(field: Field) -> Message:
    """The cure for a value that says nothing: ``none`` and a blank value only where the format takes them."""
    if field.required:
        return say("schema.write_asked")
    return say("schema.none_or_blank" if field.none_allowed else "schema.leave_blank")


def choose(field: Field) -> Message:
    """The cure for a value that is none of the allowed words and like none of them."""
    return say("schema.choose_one" if field.required else "schema.choose")


def choice_hint(value: str, field: Field, path: Path = ()) -> Message:
    """The cure for a text that is none of the allowed words."""
    written = value.strip().casefold()
    if written == _EXISTS:
        return say("schema.no_exists")
    if meant := meant_choice(value, field):
        return say("schema.did_you_mean", name=meant)
    if meaning_of(value):
        if path and isinstance(path[-1], int):
            return say("schema.word_of_list")
        return _meant_hint(value, field, path) or choose(field)
    if several := _several_hint(value, field, path):
        return several
    near = nearest(value, field.choices)
    return say("schema.did_you_mean", name=near) if near else choose(field)


def _several_hint(value: str, field: Field, path: Path) -> Message | None:
    """The cure for several allowed words in one text."""
    inside = bool(path) and isinstance(path[-1], int)
    entries = [entry for entry in _BETWEEN.split(value.strip()) if entry]
    if len(entries) == 1 and inside:
        entries = value.split()
    words = [word for entry in entries for word in _allowed(entry, field)]
    if len(entries) < 2 or len(words) < len(entries):
        return None
    several = ", ".join(dict.fromkeys(words))
    return say("schema.write", text=several) if inside else say("schema.one_of_these", choices=several)


def meant_choice(value: str, field: Field) -> str:
    """The allowed word that another word stands for, in any case of letters; empty if none is known."""
    written = " ".join(value.split()).casefold().rstrip(".,;")
    for word in field.choices:
        if written in (word, word.replace("_", " "), word.replace("_", "-"), word.replace("_", "")):
            return word
    own = {word.casefold(): meant for word, meant in field.node.get("x-words", {}).items()}
    meant = own.get(written) or _OTHER_WORDS.get(written, "")
    return meant if meant in field.choices else ""


def _allowed(entry: str, field: Field) -> list[str]:
    """The words that an entry of a list stands for where not every text may stand; none if that cannot be told.

    Of a short list: itself, the one meant, or both departments; else a name of the form that is due.
    """
    written = entry.casefold()
    if not field.choices:
        name = short_name(entry)
        return [name] if name and re.search(field.node["pattern"], name) else []
    if entry in field.choices:
        return [entry]
    if _OTHER_WORDS.get(written, written) == "both":
        return [word for word in _BOTH if word in field.choices]
    near = meant_choice(entry, field) or nearest(entry, field.choices)
    return [near] if near else []


def type_hint(value: Data, word: str, field: Field, path: Path) -> Message:
    """The cure for a value of the wrong kind at ``path``; ``word`` is how a plain value is written in the file."""
    if value is None:
        return say("schema.remove_dash")
    if word_of(value) == "none" and field.kind != "boolean":
        return _none_hint(value, field, path)
    name = _bare_name(field)
    if name is not None and isinstance(value, str):
        if value in _FOR_LISTS:
            return say("schema.word_for_list", word=value)
        return choice_hint(value, name, path) if name.choices else pattern_hint(value, name, path)
    if word_of(value) == _EXISTS:
        return say("schema.write_exists" if field.kind in ("list", "object") else "schema.no_exists")
    return _meant_hint(value, field, path) or _kind_hint(value, word, field, path)


def _meaning(value: Data, field: Field) -> str:
    """What a value that is none of the kind that is due says of whether there is something; empty if nothing."""
    if isinstance(value, str):
        return meaning_of(value, ended=True)
    if value is False or (value == 0 and field.kind in ("list", "object")):
        return NO
    return THERE if value is True and field.kind in ("list", "object") else ""


def _meant_hint(value: Data, field: Field, path: Path) -> Message | None:
    """The cure for a word that means that there is none, or that it is not known; `None` for anything else."""
    inside = bool(path) and isinstance(path[-1], int)
    if field.kind == "boolean" or inside:
        return None
    if value in ("", []) or (isinstance(value, str) and not value.strip()):
        return state_or_leave(field)
    meaning = _meaning(value, field)
    if not meaning:
        return None
    if meaning == THERE:
        return say("schema.write_exists") if field.kind in ("list", "object") and field.none_allowed else None
    if meaning == UNKNOWN or not field.none_allowed:
        return say("schema.write_asked" if field.required else "schema.leave_blank")
    return say("schema.write_none") if meaning == NO else state_or_leave(field)


def _kind_hint(value: Data, word: str, field: Field, path: Path) -> Message:
    """The cure for a value of another kind than is due."""
    if field.kind == "list":
        return _list_hint(value, word, field, path)
    if field.kind == "object":
        return _object_hint(value, field, path)
    if field.kind == "boolean":
        return say("schema.write_true") if field.node.get("const") is True else _boolean_hint(value, field)
    return _text_hint(value, word, field, path) if field.kind == "text" else _number_hint(value, word, field)


def _none_hint(value: Data, field: Field, path: Path) -> Message:
    if path and isinstance(path[-1], int):
        return say("schema.none_for_list")
    small = isinstance(value, str) and value.strip().casefold() == "none"
    return say(("schema.none_small" if small else "schema.write_none") if field.none_allowed else "schema.no_none")


def _boolean_hint(value: Data, field: Field) -> Message:
    text = str(value).strip().casefold() if isinstance(value, (str, int)) else ""
    if text in _YES:
        return say("schema.write_true")
    if text in _NO:
        return say("schema.write_false")
    return say("schema.false_or_blank" if text == "none" and not field.required else "schema.true_or_false")


def _text_hint(value: Data, word: str, field: Field, path: Path) -> Message:
    if isinstance(value, list):
        return _one_of_list(value, field, path)
    if isinstance(value, dict):
        return _one_of_group(value)
    if field.type_mark == "share" or (field.type_mark == "date" and not field.exact):
        return _told_hint(word, field)
    if field.type_mark in ("date", "duration"):
        return pattern_hint(word, field, path)
    if field.choices or field.type_mark or _is_name(field) or _is_address(field):
        return choose(field) if field.choices else pattern_hint(word, field, path)
    return say("schema.quote_if_text", word=word)


def _one_of_list(value: list[Data], field: Field, path: Path) -> Message:
    """The cure for a list where one text belongs."""
    if path and isinstance(path[-1], int):
        return say("schema.one_list")
    texts = [one for one in value if isinstance(one, str) and re.fullmatch(r"[\w .-]+", one)]
    if not texts or len(texts) < len(value):
        return say("schema.one_value")
    if len(texts) == 1:
        return _alone(texts[0], field)
    if field.choices:
        return say("schema.one_of_these", choices=", ".join(word for word in texts if word in field.choices))
    free = not field.type_mark and "pattern" not in field.node
    return say("schema.write", text=one_line(", ".join(texts))) if free else say("schema.one_value")


def _alone(text: str, field: Field) -> Message:
    """The cure for a list of one text where that text alone belongs, if it may stand there."""
    if field.choices:
        return say("schema.write", text=text) if text in field.choices else choice_hint(text, field)
    pattern = field.node.get("pattern")
    if field.type_mark and (pattern is None or field.type_mark == "date"):
        return say("schema.one_value")
    if pattern is not None and not re.search(pattern, text):
        return pattern_hint(text, field)
    return say("schema.write", text=one_line(text))


def _one_of_group(value: Mapping[str, Data]) -> Message:
    """The cure for a group where a text belongs: probably a text with a colon."""
    name, inner = next(iter(value.items()), ("", None))
    if len(value) == 1 and isinstance(inner, str):
        return say("schema.quote_colon", text=json.dumps(one_line(f"{name}: {inner}"), ensure_ascii=False))
    return say("schema.one_value_or_quotes")


def _told_hint(word: str, field: Field) -> Message:
    """The cure for a value that is no text where a time or a share is told."""
    if field.type_mark == "date":
        from lmmm_report.facts.near_times import near_time

        near = near_time(word)
        return say("schema.write", text=near) if near else time_forms(field)
    return share_hint(word)


def time_forms(field: Field) -> Message:
    """Examples of times as this field asks for them: of what was, of what may begin, or of an end."""
    forms = {"past": "schema.time_forms", "ahead": "schema.time_forms_ahead", "end": "schema.time_forms_end"}
    return say(forms[field.sense])


def share_hint(text: str) -> Message:
    """The cure for what is told as a share and is none: a number without its sign, a part of one, more than all."""
    plain = text.strip().replace("\xa0", " ")
    if match := _PART.fullmatch(plain):
        number = int(match[1] or match[2].ljust(2, "0"))
        return say("schema.write", text=f"{number} %")
    match = re.fullmatch(r"([+-]?[0-9]{1,9})(?:[.,][0-9]+)?(?: ?(?:%|prozent|percent|v\. ?h\.))?", plain.casefold())
    if match is None:
        counted = re.fullmatch(r"([0-9]{1,6}) ?(?:von|of|aus|out of|/) ?([0-9]{1,6})", plain.casefold())
        over = counted is not None and int(counted[1]) > int(counted[2])
        return say("schema.more_than_all") if over else say("schema.share_forms")
    if match[1].startswith("-"):
        return say("schema.share_below_none")
    if int(match[1]) > 100:
        return say("schema.more_than_all")
    return say("schema.write", text=f"{int(match[1])} %") if plain.isdecimal() else say("schema.share_forms")


def _list_hint(value: Data, word: str, field: Field, path: Path) -> Message:
    if isinstance(value, dict):
        return say("schema.dash_before_group")
    text = shortened(" ".join(value.split()) if isinstance(value, str) else word)
    if re.match(r"-\w", text):
        return say("schema.blank_after_dash", text=shortened(text[1:].split(" -")[0]))
    numbered = re.match(r"\d{1,2}[.)] (.+?)(?: \d{1,2}[.)] |$)", text)
    name = _bare_name(field.item) if field.item is not None else None
    if field.item is not None and field.item.kind == "object" and name is None:
        return _entry_hint(text, field)
    if numbered:
        return say("schema.list_with_dashes", text=numbered[1])
    return _words_hint(text, name or field.item, next((step for step in reversed(path) if isinstance(step, str)), ""))


def _entry_hint(text: str, field: Field) -> Message:
    """The cure for a text where a list of groups belongs: an entry with the text under the key that it fits."""
    assert field.item is not None
    fields = field.item.fields
    key = field.key or ("note" if "note" in fields and "://" not in text else next(iter(fields), ""))
    if not key or fields[key].kind != "text" or fields[key].choices or "pattern" in fields[key].node or not text:
        return say("schema.dash_for_entry", key=key)
    return say("schema.entry_of_text", key=key, text=plain_or_quoted(text))


def plain_or_quoted(text: str) -> str:
    """``text`` as it may stand behind a key: in quotation marks unless it is plain."""
    return text if re.fullmatch(r"[^\W\d_][\w .,()/-]*", text) else json.dumps(text, ensure_ascii=False)


def list_for_group_hint(value: Mapping[str, Data], field: Field, path: Path) -> Message:
    """The cure for a group of keys where a list belongs: the keys are the names of the entries, or those of one."""
    item = field.item
    assert item is not None
    if any(key in item.fields for key in value):
        return say("schema.dash_before_group")
    list_name = next((step for step in reversed(path) if isinstance(step, str)), "")
    first, inner = next(iter(value.items()))
    if item.kind == "object":
        key = field.key or next(iter(item.fields), "…")
        name = first if key not in item.fields or "pattern" not in item.fields[key].node else short_name(first)
        return say("schema.dash_for_name", key=key, name=plain_or_quoted(name) if name else "…")
    if item.choices or "pattern" in item.node or all(child in (None, True) for child in value.values()):
        return _words_hint(", ".join(value), item, list_name)
    text = first if inner is None else json.dumps(one_line(f"{first}: {inner}"), ensure_ascii=False)
    return say("schema.list_with_dashes", text=text)


def _words_hint(text: str, item: Field | None, name: str) -> Message:
    """The cure for a list of words written as one text: the list ``name`` with entries that may stand there."""
    text = text.strip("()[]{} ") or text
    entries = [entry for entry in (entry.strip() for entry in _BETWEEN.split(text)) if entry]
    if any(meaning_of(entry) for entry in entries):
        return say("schema.write_asked")
    if item is not None and item.choices and len(entries) == 1 and entries[0] not in item.choices:
        parts = entries[0].split()
        entries = parts if not meant_choice(entries[0], item) and all(_allowed(one, item) for one in parts) else entries
    bound = item is not None and (bool(item.choices) or "pattern" in item.node)
    words = [word for entry in entries for word in _allowed(entry, item)] if item is not None and bound else entries
    if bound and item is not None and len(words) < len(entries):
        choices = ", ".join(item.choices)
        return say("schema.list_of_choices", key=name, choices=choices) if choices else say("schema.write_asked")
    if bound or all(re.fullmatch(r"[\w -]+", entry) for entry in entries):
        return say("schema.list_in_brackets", key=name, text=", ".join(dict.fromkeys(words)))
    return say("schema.list_with_dashes", text=text)


def _object_hint(value: Data, field: Field, path: Path) -> Message:
    if isinstance(value, list):
        if all(word_of(one) == "none" for one in value):
            return _none_hint("none.", field, path)
        if any(isinstance(one, dict) for one in value):
            return say("schema.group_without_dash")
    if isinstance(value, str) and path and isinstance(path[-1], int):
        key = next(iter(field.fields), "")
        if key and field.fields[key].kind == "text" and "pattern" not in field.fields[key].node:
            return say("schema.write", text=f"{key}: {plain_or_quoted(one_line(value))}")
    names = [name for name in names_of(field) if name != "evidence"]
    key = "schema.group_keys_more" if len(names) > MOST_CHOICES else "schema.group_keys"
    return say(key, names=", ".join(names[:MOST_CHOICES]))


def names_of(field: Field) -> list[str]:
    """The keys that a group asks for; in a list written as a group those of its form, for it has no others."""
    asked = [name for name, child in field.fields.items() if not (child.form or child.only)]
    return list(field.fields) if field.kind == "list" else asked


def _number_hint(value: Data, word: str, field: Field) -> Message:
    from lmmm_report.load.schema.typed import decimal_hint, number_hint, thousands

    meant = thousands(word)
    if isinstance(value, float) and meant is not None and meant <= field.node.get("maximum", meant):
        return say("schema.digits_without_marks", number=str(meant))
    if isinstance(value, float):
        return say("schema.whole_number_cure", number=str(int(value + 0.5)))
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], int) and not isinstance(value[0], bool):
        return say("schema.number_alone", number=str(value[0]))
    if not isinstance(value, str):
        return say("schema.digits_only")
    if field.kind == "number":
        return decimal_hint(value)
    return number_hint(value, field.node.get("minimum"), field.node.get("maximum"), quoted=not word)


def dotted_number_fault(value: float, word: str, field: Field) -> tuple[Message, Message] | None:
    """What is said of 12.000 where a whole number belongs, and the cure; `None` where no dot parts thousands."""
    from lmmm_report.load.schema.typed import thousands

    meant = thousands(word)
    if meant is None or value != float(word):
        return None
    number, limit = str(int(value)), field.node.get("maximum", meant)
    message = say("schema.dotted_number", word=word, number=number)
    if meant > limit:
        return message, say("schema.dotted_number_beyond", number=number, limit=str(limit))
    return message, say("schema.dotted_number_cure", meant=str(meant), number=number)


def pattern_hint(value: str, field: Field, path: Path = ()) -> Message:
    """The cure for a text that does not have the form of ``field``."""
    text = value.strip()
    if word_of(text) == "none":
        return _none_hint(value, field, path)
    if text == _EXISTS and field.type_mark:
        return say("schema.no_exists")
    if meant := _meant_hint(value, field, path):
        return meant
    if field.type_mark in ("date", "duration"):
        from lmmm_report.load.schema.typed import date_hint, duration_hint

        return date_hint(text) if field.type_mark == "date" else duration_hint(text)
    if _is_address(field):
        return _address_hint(text, field)
    name = short_name(text)
    return say("schema.write", text=name) if name else say("schema.small_letter")


def _address_hint(text: str, field: Field) -> Message:
    if _MAIL.fullmatch(text) and "mailto" in field.node["pattern"]:
        return say("schema.write", text=f"mailto:{text}")
    if _HOST.fullmatch(text):
        return say("schema.write", text=f"https://{text}")
    if (match := _BROKEN_SCHEME.match(text)) and _HOST.fullmatch(text[match.end() :]):
        return say("schema.write", text=f"https://{text[match.end() :]}")
    return say("schema.whole_address" if "://" in text else "schema.no_address")


def short_name(text: str) -> str:
    """``text`` in the form of an id; empty if nothing of it can be used."""
    plain = re.sub(r"[^a-z0-9]+", "_", text[:200].casefold().translate(_LETTERS)).lstrip("_")
    return "" if plain[:1].isdigit() else plain[:40].rstrip("_")
