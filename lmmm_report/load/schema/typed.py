"""Numbers, dates and time limits as people type them, turned into the form that the format takes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType

from lmmm_report.facts.durations import UNIT_WORDS
from lmmm_report.messages import Message, say

_LONGEST = 100
"""So much of a text is looked at."""
_MARKED = re.compile(r"[+-]?[1-9][0-9]{0,2}(?:\.[0-9]{3})+")
_NUMBER = re.compile(r"[0-9]+(?:(?:[.,'’_]|[\s](?=[0-9]{3}(?![0-9])))[0-9]+)*")
_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(?:([.,'’_\s])[0-9]{3})(?:\1[0-9]{3})*")
_SHARE_SIGN = re.compile(r"\s*(?:%|prozent|percent)", re.IGNORECASE)
_SPELLED: Mapping[str, int] = MappingProxyType(
    {
        word: number
        for number, words in enumerate(
            (
                "null zero", "ein eine einer eins one", "zwei two", "drei three", "vier four", "fünf five", "sechs six",
                "sieben seven", "acht eight", "neun nine", "zehn ten", "elf eleven", "zwölf twelve",
            )
        )
        for word in words.split()
    }
)  # fmt: skip
"""Small numbers as words."""
_FACTOR = re.compile(r"\s*(tsd|tausend|thousand|k|mio|mill|million)", re.IGNORECASE)
_DASH = "[-\u2010-\u2015\u2212]"
_GERMAN_DATE = re.compile(r"([0-9]{1,2})\.\s*([0-9]{1,2})\.\s*([0-9]{4}|[0-9]{2})")
_MIXED_DATE = re.compile(rf"([0-9]{{1,2}})(?:/|{_DASH})([0-9]{{1,2}})(?:/|{_DASH})([0-9]{{4}}|[0-9]{{2}})")
_LOOSE_DATE = re.compile(rf"([0-9]{{4}})(?:[/. ]|{_DASH})\s?([0-9]{{1,2}})(?:[/. ]|{_DASH})\s?([0-9]{{1,2}})\.?")
_PACKED_DATE = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_WORDED_DATE = re.compile(r"([0-9]{1,2})(?:\.|st|nd|rd|th)?\s*([^\W\d_]{3,9})\.?,?\s*([0-9]{4})")
_WORDED_DATE_US = re.compile(r"([^\W\d_]{3,9})\.?\s*([0-9]{1,2})(?:st|nd|rd|th)?,?\s+([0-9]{4})")
_TIMED_DATE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ].*", re.DOTALL)
_YEAR = re.compile(r"[0-9]{4}")
_MONTH = re.compile(rf"([0-9]{{4}})(?:[/.]|{_DASH})([0-9]{{1,2}})")
_MONTH_FIRST = re.compile(r"([0-9]{1,2})[./]([0-9]{4})")
_WORDED_MONTH = re.compile(r"([^\W\d_]{3,9})\.?\s+([0-9]{4})")
_QUARTER = re.compile(r"(?:Q\s?([1-4])|([1-4])\.?\s?(?:Quartal|Quarter))[\s/-]*([0-9]{4})", re.IGNORECASE)
_NO_QUARTER = re.compile(
    r"\bQ ?(?:[05-9]|[0-9]{2,})\b|\b(?:0|[5-9]|[0-9]{2,})\.? ?(?:Quartal|quarter)\b", re.IGNORECASE
)
_MONTHS = (
    ("januar", "january", "jänner"), ("februar", "february", "feber"), ("märz", "march", "maerz", "mrz"),
    ("april",), ("mai", "may"), ("juni", "june"), ("juli", "july"), ("august",), ("september",),
    ("oktober", "october"), ("november",), ("dezember", "december"),
)  # fmt: skip
_DURATION = re.compile(r"([0-9]{1,4})\s*([A-Za-z]*)\.?")
_DECIMAL_DURATION = re.compile(r"([0-9]{1,3})[.,]([0-9]{1,2})\s*([A-Za-z]*)\.?")
_DURATION_RANGE = re.compile(rf"[0-9]{{1,4}}\s*[A-Za-z]*\s*(?:{_DASH}|bis|to)\s*([0-9]{{1,4}}\s*[A-Za-z]+\.?)")
_BEFORE_DURATION = re.compile(
    r"^(?:binnen|innerhalb(?: von)?|max\.?|maximal|höchstens|bis zu|spätestens nach|nach"
    r"|within|in|at most|up to|after|ca\.?)\s+"
    r"|^[<≤]\s*",
    re.IGNORECASE,
)
_YEARS = re.compile(r"([1-9][0-9]?)\s*(?:a|j|jahre?n?|years?|y)\.?", re.IGNORECASE)
_SECONDS = re.compile(r"([0-9]{1,5})\s*(?:s|sek\.?|sec\.?|sekunden?|seconds?)", re.IGNORECASE)
_NEGATIVE = re.compile(r"[-−]\s*[0-9]")
_SMALLER: Mapping[str, tuple[str, int]] = MappingProxyType({"h": ("min", 60), "d": ("h", 24), "w": ("d", 7)})


def thousands(word: str) -> int | None:
    """What a number with dots between its thousands means, such as 12.000; `None` for any other word."""
    return int(word.replace(".", "")) if _MARKED.fullmatch(word) else None


def number_hint(text: str, lowest: int | None, highest: int | None, *, quoted: bool = True) -> Message:
    """The cure for a text where a whole number between two bounds belongs; ``quoted``: it stands in quotation marks."""
    short = "".join(_digit(character) for character in text.strip()[:_LONGEST])
    matches = list(_NUMBER.finditer(short))
    values = [value for match in matches if (value := _valued(match, short)) is not None]
    if len(values) < len(matches) or not values:
        spelled = _SPELLED.get(short.casefold())
        fits = spelled is not None and spelled >= (lowest or 0)
        return say("schema.write", text=str(spelled)) if fits else say("schema.digits_only")
    if _SHARE_SIGN.match(short, matches[0].end()):
        return say("schema.no_share_here")
    number = int(values[0].to_integral_value(ROUND_HALF_UP))
    if lowest is not None and number < lowest:
        return say("schema.digits_only")
    if highest is not None and number > highest:
        return say("schema.at_most", limit=highest)
    if number != values[0] and len(values) == 1:
        return say("schema.whole_number_cure", number=str(number))
    if len(values) > 1:
        key = "one_number"
    elif matches[0].group() != short:
        key = "number_alone"
    elif quoted or (short.isdecimal() and not short.startswith("0")):
        key = "digits_alone"
    else:
        key = "digits_without_zero" if short.isdecimal() else "digits_unparted"
    return say(f"schema.{key}", number=str(number))


def decimal_hint(text: str) -> Message:
    """The cure for a text where a number with decimals may stand."""
    match = _NUMBER.search(text[:_LONGEST])
    value = _valued(match, text[:_LONGEST]) if match else None
    if value is None:
        return say("schema.digits_only")
    return say("schema.decimal_number_cure", number=f"{value.normalize():f}")


def _digit(character: str) -> str:
    return str(int(character)) if character.isdecimal() else character


def _valued(match: re.Match[str], text: str) -> Decimal | None:
    """The value of a number with its marks: one mark before three digits parts thousands, any other decimals.

    `None` where the marks mean neither, as in 1.2.3.
    """
    written = match.group()
    marks = "".join(sorted(set(re.findall(r"[^0-9]", written))))
    if _THOUSANDS.fullmatch(written):
        plain = re.sub(r"[^0-9]", "", written)
    else:
        last = max(written.rfind("."), written.rfind(","))
        whole, decimals = (written, "") if last < 0 else (written[:last], written[last + 1 :])
        if len(marks) == 1 and written.count(marks) > 1:
            return None
        plain = re.sub(r"[^0-9]", "", whole) + (f".{decimals}" if decimals else "")
    factor = _FACTOR.match(text, match.end())
    scale = 1 if factor is None else 1_000_000 if factor[1].lower().startswith("m") else 1000
    return Decimal(plain) * scale


def date_hint(text: str) -> Message:
    """The cure for a text that is not a date of the form year-month-day."""
    text = " ".join(text.strip()[:_LONGEST].split())
    if match := _TIMED_DATE.fullmatch(text):
        return say("schema.day_alone", date=match[1]) if _day(*match[1].split("-")) else say("schema.date_form")
    if day := _whole_date(text):
        return say("schema.write", text=day)
    if (match := _MIXED_DATE.fullmatch(text)) and (hint := _either_date(match)):
        return hint
    worded = _WORDED_DATE.fullmatch(text)
    figures = (_GERMAN_DATE, _LOOSE_DATE, _PACKED_DATE, _MIXED_DATE)
    if (worded and _month(worded[2])) or any(form.fullmatch(text) for form in figures):
        return say("schema.no_such_day")
    if _NO_QUARTER.search(text):
        return say("schema.four_quarters")
    return _part_of_date(text) or say("schema.date_form")


def _whole_date(text: str) -> str:
    if match := _GERMAN_DATE.fullmatch(text):
        return _day(match[3], match[2], match[1])
    if match := _LOOSE_DATE.fullmatch(text) or _PACKED_DATE.fullmatch(text):
        return _day(match[1], match[2], match[3])
    if match := _WORDED_DATE.fullmatch(text):
        return _day(match[3], str(_month(match[2])), match[1])
    if match := _WORDED_DATE_US.fullmatch(text):
        return _day(match[3], str(_month(match[1])), match[2])
    return ""


def _either_date(match: re.Match[str]) -> Message | None:
    """A date whose day may stand first or second, and last where two digits of a year stand first."""
    if len(match[3]) == 2 and "-" in match[0] and (day := _day(match[1].zfill(2), match[2], match[3])):
        other = _day(match[3], match[2], match[1])
        return say("schema.write", text=day) if other in ("", day) else say("schema.year_first", date=day, other=other)
    first, second = _day(match[3], match[2], match[1]), _day(match[3], match[1], match[2])
    if first and second and first != second:
        return say("schema.two_dates", date=first, other=second)
    return say("schema.write", text=first or second) if first or second else None


def _part_of_date(text: str) -> Message | None:
    if _YEAR.fullmatch(text) and (day := _day(text, "1", "1")):
        return say("schema.day_of_year", date=day)
    if match := _QUARTER.fullmatch(text):
        day = _day(match[3], str(3 * int(match[1] or match[2]) - 2), "1")
        return say("schema.day_of_quarter", date=day) if day else None
    day = ""
    if match := _MONTH.fullmatch(text):
        day = _day(match[1], match[2], "1")
    elif match := _MONTH_FIRST.fullmatch(text):
        day = _day(match[2], match[1], "1")
    elif match := _WORDED_MONTH.fullmatch(text):
        day = _day(match[2], str(_month(match[1])), "1")
    return say("schema.day_of_month", date=day) if day else None


def _month(word: str) -> int:
    """The number of a month by its German or English name or the beginning of it; 0 for any other word."""
    folded = word.casefold()
    return next((n for n, names in enumerate(_MONTHS, 1) if any(name.startswith(folded) for name in names)), 0)


def _day(year: str, month: str, day: str) -> str:
    """The day in the form of the format, empty if there is no such day."""
    full = int(year) if len(year) == 4 else int(year) + (2000 if int(year) < 70 else 1900)
    try:
        return date(full, int(month), int(day)).isoformat() if 1900 <= full < 2200 else ""
    except ValueError:
        return ""


def duration_hint(text: str) -> Message:
    """The cure for a text that is not a time limit."""
    text = _BEFORE_DURATION.sub("", text.strip()[:_LONGEST])
    if (spelled := _SPELLED.get(text.casefold().partition(" ")[0])) is not None:
        text = f"{spelled} {text.partition(' ')[2]}"
    if other := _other_unit(text):
        return other
    if match := _DURATION_RANGE.fullmatch(text):
        longer = _DURATION.fullmatch(match[1])
        unit = _unit(longer[2]) if longer else ""
        return say("schema.longer_duration", text=f"{int(longer[1])} {unit}") if longer and unit else _no_duration()
    if match := _DECIMAL_DURATION.fullmatch(text):
        smaller, count = _SMALLER.get(_unit(match[3]), ("", 0))
        number = int((Decimal(f"{match[1]}.{match[2]}") * count).to_integral_value(ROUND_HALF_UP))
        return say("schema.write", text=f"{number} {smaller}") if 0 < number < 10_000 else _no_duration()
    match = _DURATION.fullmatch(text)
    if match is None:
        return _no_duration()
    if unit := _unit(match[2]):
        return say("schema.write", text=f"{match[1]} {unit}")
    return say("schema.duration_units") if match[2] else say("schema.duration_unit", number=match[1])


def _other_unit(text: str) -> Message | None:
    """The cure for years, seconds and what is below zero."""
    if match := _YEARS.fullmatch(text):
        return say("schema.write", text=f"{int(match[1]) * 12} m")
    if (match := _SECONDS.fullmatch(text)) and int(match[1]):
        return say("schema.write", text=f"{-(-int(match[1]) // 60)} min")
    return say("schema.check_sign") if _NEGATIVE.match(text) else None


def _no_duration() -> Message:
    return say("schema.duration_form")


def _unit(word: str) -> str:
    folded = word.casefold()
    return next((short for short, words in UNIT_WORDS.items() if folded == short or folded in words), "")
