"""Times as people know them: a day, a month, a season, "about two years ago"; each is read as a span of days.

What was written stands relative to the day of the assessment. Nothing is made more precise than it was said: "in
spring" stays three months. ``docs/times.en.md`` lists what is understood.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Final, NamedTuple

from lmmm_report.domain.facts import Between
from lmmm_report.domain.format import Sense
from lmmm_report.facts.feasts import FEASTS, Feast
from lmmm_report.facts.periods import YEAR, Span, Unit, about, days_later, months_later, period, seen_from
from lmmm_report.facts.spoken import LONGEST, folded
from lmmm_report.facts.standard_times import day_of, standard_time
from lmmm_report.facts.time_words import AT_ONCE, COMPOUNDS, ONGOING, PHRASES, UNITS, WORDS

__all__ = ["Back", "Span", "age", "months", "time_of", "told_back", "told_since"]

_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_WINTER = re.compile(r"((?:19|20)[0-9]{2})/(?:19|20)?([0-9]{2})")
_NUMBER = re.compile(r"([0-9]{1,3})(?:th|st|nd|rd)?")
_FROM_TO = re.compile(
    r"(?:from |von )?(.+?) (?:to|until|through|bis|-) (.+)|(?:between|zwischen) (.+?) (?:and|und) (.+)"
)
"""From one period to another."""
_IN_YEAR = re.compile(r"\b(?:19|20)[0-9]{2}\b")
_FROM = re.compile("(?:from|ab|starting|not before|nicht vor|fruehestens|at the earliest) ")
"""Before a time that is the earliest one."""
_YEARS_BACK = 9
"""So many years are looked through for the last time that a period came: long enough for any 29 February."""
_BACK: Final[Mapping[str, int]] = MappingProxyType({"this": 0, "last": 1, "last_but_one": 2, "next": -1})
"""By how many weeks, months, quarters or years these words go back."""
_DAYS_BACK: Final[Mapping[str, int]] = MappingProxyType({"today": 0, "yesterday": 1, "day_before": 2})
_KINDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        **dict.fromkeys(UNITS, "unit"),
        **dict.fromkeys(("early", "mid", "late"), "part"),
        **dict.fromkeys(("this", "last", "last_but_one", "next"), "which"),
        **dict.fromkeys(FEASTS, "feast"),
        **dict.fromkeys(("month", "quarter", "year"), "calendar"),
    }
)
_FIGURES: Final = {"year": _YEAR, "winter": _WINTER, "day": re.compile("[0-9]{1,2}")}
_DAYS: Final[Mapping[str, int]] = MappingProxyType({"day": 1, "week": 7})
_MONTHS: Final[Mapping[str, int]] = MappingProxyType({"month": 1, "quarter": 3, "year": 12})
_JUST: Final = 21
"""So many days at the most lie between what happened just before or after something, and that."""
_SEVERAL: Final = 2
"""So many at least are meant by "years ago"."""
_FEW: Final = 9
"""So many at the most are meant by "a few years ago"."""
_MONTH_DAYS: Final = 30.44
"""A month on the average, for parts of months only."""


class _Seen(NamedTuple):
    """The day of the talk, and what is asked for."""

    on: date
    sense: Sense

    def span(self, span: Span, *, rough: bool = False) -> Span:
        return seen_from(span, self.on, self.sense, rough=rough)


def time_of(text: str, on: date, sense: Sense = "past") -> Span | None:
    """The days on which it may have happened, as told on the day ``on``; `None` if ``text`` tells no time.

    ``sense`` is what is asked for. Of the past: a period that runs on that day ends with it, and without a year it is
    the last one that has begun; whoever asks for the past has to refuse ``span.last > on``. Of what is ``ahead``: a
    period that runs begins with that day, and without a year it is the next one that is not over. Of an ``end``: the
    last day of that period. Where no beginning is known, the span begins with `date.min`.
    """
    if len(text) > LONGEST:
        return None
    return standard_time(text.strip(), on, sense) or _told(folded(text), _Seen(on, sense))


class Back(NamedTuple):
    """So many units before the day of the talk; ``how`` is ``about``, ``over``, ``under`` or empty."""

    how: str
    number: int
    unit: str


def told_back(text: str) -> Back | None:
    """How far back a folded text goes, where it says so: "about two years ago", "for two weeks"; else `None`."""
    words = _words(text)
    begun = words[:1] == ["vor"] or words[:1] in (["since"], ["for"], ["last"], ["past"]) or words[-1:] == ["ago"]
    while words[:1] in (["since"], ["for"], ["vor"]):
        words = words[1:]
    under = words[:1] in (["last"], ["past"])
    words = words[under:]
    if words[-1:] == ["ago"]:
        words = words[:-1]
    how = words[0] if words and words[0] in {"about", "over", "under"} else ""
    rest = words[len(how) > 0 :]
    if not begun or len(rest) != 2 or not _NUMBER.fullmatch(rest[0]) or not (rest[1] in _DAYS or rest[1] in _MONTHS):
        return None
    return Back("under" if under else how, int(rest[0]), rest[1])


def told_since(text: str) -> bool:
    """Whether a folded text tells when something began."""
    return _words(text)[:1] in (["since"], ["for"])


def age(span: Span, on: date) -> Between | int:
    """How many days before ``on`` it happened; only what lies ahead as a whole has a negative age."""
    low, high = (on - span.last).days, (on - span.first).days
    return _bounds(max(low, 0) if high >= 0 else low, high)


def months(span: Span, on: date) -> Between | int:
    """How many months it is back, begun ones counted: the least n so that it is not before ``on`` minus n months."""
    return _bounds(_months_back(span.last, on), _months_back(span.first, on))


def _bounds(low: int, high: int) -> Between | int:
    return low if low == high else Between(low, high)


def _months_back(day: date, on: date) -> int:
    if day >= on:
        return 0
    full = (on.year - day.year) * 12 + on.month - day.month
    return full if months_later(on, -full) <= day else full + 1


def _told(text: str, seen: _Seen) -> Span | None:
    """A time in words; "ongoing, last week again" says two things, of which only the second is the time."""
    today = Span(seen.on, seen.on)
    if seen.sense == "ahead":
        if text in AT_ONCE:
            return today
        if (match := _FROM.match(text)) and not _FROM_TO.fullmatch(text):
            return _earliest(_told_by_itself(text[match.end() :], seen))
    said = [part.strip() for part in re.split("[,;]", text)]
    times = [part for part in said if part not in ONGOING]
    if len(times) == len(said):
        return _from_to(text, seen) or _placed(_words(" ".join(said)), seen)
    time = " ".join(times)
    span = today if not times else _from_to(time, seen) or _told_by_itself(time, seen)
    return span and span._replace(ongoing=True)


def _earliest(span: Span | None) -> Span | None:
    """``from January``: then, or some time in the year after its beginning."""
    return span and Span(span.first, max(span.last, months_later(span.first, 12)))


def _told_by_itself(text: str, seen: _Seen) -> Span | None:
    return standard_time(text, seen.on, seen.sense) or _placed(_words(text), seen)


def _from_to(text: str, seen: _Seen) -> Span | None:
    """``july to december 2025``: the year of the end is that of the beginning as well, or the one after it."""
    match = _FROM_TO.fullmatch(text)
    if match is None:
        return None
    first, last = match[1] or match[3], match[2] or match[4]
    end = _told_by_itself(last, seen)
    if end is None or end.first == date.min:
        return None
    if _IN_YEAR.search(first):
        begin = _told_by_itself(first, seen)
    else:
        years = (end.first.year, end.first.year - 1)
        spans = (_told_by_itself(f"{first} {year}", seen) for year in years)
        begin = next((span for span in spans if span and span.first <= end.first), None)
    if begin is None or begin.first > end.last:
        return None
    return end if seen.sense == "end" else Span(begin.first, end.last)


def _words(text: str) -> list[str]:
    """The few words that ``text`` comes down to, without those that add nothing; empty if one of them is unknown."""
    padded = f" {text} "
    for said, meant in PHRASES:
        padded = padded.replace(said, meant)
    words: list[str] = []
    for word in padded.split():
        if word in COMPOUNDS:
            words += COMPOUNDS[word]
        elif word in WORDS:
            words += [WORDS[word]] if WORDS[word] else []
        elif match := _NUMBER.fullmatch(word):
            words.append(match[1])
        elif _YEAR.fullmatch(word) or _WINTER.fullmatch(word):
            words.append(word)
        else:
            return []
    return _numbered(words)


def _numbered(words: Sequence[str]) -> list[str]:
    """``second quarter`` and ``1. Halbjahr`` as the one word that they mean; other ordinals are days of a month."""
    joined: list[str] = []
    for word in words:
        if word == "about" and joined[-1:] == ["about"]:
            continue  # "about a year and a half": a half is about already
        counted = word[0] + joined[-1].removeprefix("#") if joined and word in {"quarter", "half"} else ""
        if counted in UNITS:
            joined[-1] = counted
        else:
            joined.append(word)
    plain = [word.removeprefix("#") for word in joined]
    if len(plain) > 2 and plain[-2:] == ["before", "last"]:
        return ["last_but_one", *plain[:-2]]  # "the winter before last"
    return plain


def _placed(words: Sequence[str], seen: _Seen) -> Span | None:
    """A time with the word that says how it lies: since, before, ago, at the latest."""
    if not words:
        return None
    if words[0] == "by" or "latest" in words:
        span = _moment([word for word in words if word not in {"by", "since", "latest"}], seen)
        if span is None or seen.sense == "end":
            return span
        return Span(min(seen.on, span.last) if seen.sense == "ahead" else date.min, span.last)
    if words[-1] == "ago":
        return _ago(words[words[0] in {"since", "last"} : -1], seen)
    reader = _AFTER.get(words[0])
    return reader(words[1:], seen) if reader else _moment(words, seen) or _hence(words, seen)


def _since(words: Sequence[str], seen: _Seen) -> Span | None:
    """When it began: ``since last spring``, and in German ``seit zwei Jahren``."""
    return _ago(words, seen) or _moment(words, seen)


def _for(words: Sequence[str], seen: _Seen) -> Span | None:
    """When it began: ``for about two years``, ``for the last two years``."""
    return _ago(words[words[:1] in (["last"], ["past"]) :], seen)


def _before(words: Sequence[str], seen: _Seen) -> Span | None:
    span = _uncut(words, seen)
    if span is None:
        return None
    eve = days_later(span.first, -1)
    if seen.sense == "past":
        return Span(date.min, eve)
    return Span(min(seen.on, eve) if seen.sense == "ahead" else eve, eve)


def _after(words: Sequence[str], seen: _Seen) -> Span | None:
    span = _uncut(words, seen)
    if span is None:
        return None
    first = days_later(span.last, 1)
    if seen.sense == "past":
        return Span(first, max(first, seen.on))
    return Span(max(first, seen.on), max(seen.on, months_later(first, 12)))


def _just_before(words: Sequence[str], seen: _Seen) -> Span | None:
    """In the weeks before: of a feast that is near, of this one."""
    near = _uncut(words, seen._replace(on=days_later(seen.on, _JUST))) if len(words) == 1 else None
    for span in (near, _uncut(words, seen)):
        if span and (seen.sense != "past" or days_later(span.first, -_JUST) <= seen.on or span is not near):
            return _cut(Span(days_later(span.first, -_JUST), days_later(span.first, -1)), seen)
    return None


def _just_after(words: Sequence[str], seen: _Seen) -> Span | None:
    span = _uncut(words, seen)
    return span and _cut(Span(days_later(span.last, 1), days_later(span.last, _JUST)), seen)


def _cut(span: Span, seen: _Seen) -> Span:
    """Some days within which it lies, also where they are an end."""
    return span if seen.sense == "end" else seen.span(span)


def _vor(words: Sequence[str], seen: _Seen) -> Span | None:
    """German has one word for ago and before: ``vor zwei Wochen``, ``vor 2020``."""
    return _ago(words, seen) or _before(words, seen)


def _past(words: Sequence[str], seen: _Seen) -> Span | None:
    """``in the past year`` is no year of the calendar, it ends today."""
    return _ago(["under", *(["1"] if len(words) == 1 else []), *words], seen)


def _last(words: Sequence[str], seen: _Seen) -> Span | None:
    """``the last two weeks``, ``last spring``, and what comes after the last time: ``last mid-October``."""
    return _ago(["under", *words], seen) or _moment(["last", *words], seen) or _placed(words, seen)


_AFTER: Final[Mapping[str, Callable[[Sequence[str], _Seen], Span | None]]] = MappingProxyType(
    {
        "since": _since,
        "for": _for,
        "before": _before,
        "vor": _vor,
        "after": _after,
        "just_before": _just_before,
        "just_after": _just_after,
        "past": _past,
        "last": _last,
    }
)
"""What is made of the words after one that says how a time lies."""


def _ago(words: Sequence[str], seen: _Seen) -> Span | None:
    """So many days, weeks, months or years before: ``about 2 year``, ``3 month``, ``over 1 year``, ``under 2 week``.

    "About" means a quarter to either side. Without it a number of weeks, months or years was rounded to whole ones:
    half of one to either side, but never more than "about" would mean. Days are exact.
    """
    on = seen.on
    several = words[words[:1] in (["few"], ["several"]) :]
    if len(several) == 1 and (several[0] in _DAYS or several[0] in _MONTHS):
        first = _back(on, several[0], _FEW) if words[0] == "few" else date.min
        return Span(first, _back(on, several[0], _SEVERAL))
    counted = _so_many(words)
    if counted is None:
        return None
    how, number, unit = counted
    point = _back(on, unit, number)
    if how == "over":
        return Span(date.min, point)
    if how == "under":
        return Span(point, on)
    around = _around(point, counted)
    return around._replace(last=min(on, around.last))


def _hence(words: Sequence[str], seen: _Seen) -> Span | None:
    """So many days, weeks, months or years from now: ``in two weeks``; only where it is asked for what lies ahead."""
    counted = _so_many(words)
    if counted is None or seen.sense == "past" or counted.how in {"over", "under"}:
        return None
    return _around(_back(seen.on, counted.unit, -counted.number), counted)


def _so_many(words: Sequence[str]) -> Back | None:
    how = words[0] if words and words[0] in {"about", "over", "under"} else ""
    count, unit = words[len(how) > 0 :] if len(words) == 2 + (len(how) > 0) else ("", "")
    if not _NUMBER.fullmatch(count) or int(count) == 0 or not (unit in _DAYS or unit in _MONTHS):
        return None
    return Back(how, int(count), unit)


def _around(point: date, counted: Back) -> Span:
    months_off, days_off = _margin(counted.unit, counted.number, rough=counted.how == "about")
    first = days_later(months_later(point, -months_off), -days_off)
    return Span(first, days_later(months_later(point, months_off), days_off))


def _back(on: date, unit: str, number: int) -> date:
    if unit in _DAYS:
        return days_later(on, -number * _DAYS[unit])
    return months_later(on, -number * _MONTHS[unit])


def _margin(unit: str, number: int, *, rough: bool) -> tuple[int, int]:
    """By how many months and days a number of units is uncertain to either side."""
    if unit in _DAYS:
        quarter = -(-number * _DAYS[unit] // 4)
        return 0, quarter if rough else min(quarter, _DAYS[unit] // 2)
    whole, rest = divmod(number * _MONTHS[unit], 4)
    half, half_rest = divmod(_MONTHS[unit], 2)
    if not rough:
        whole, rest = min((whole, rest), (half, 2 * half_rest))
    return whole, round(rest * _MONTH_DAYS / 4)


def _moment(words: Sequence[str], seen: _Seen) -> Span | None:
    """A period or a day, with what stands before and behind it: ``early m10 last year``, ``about 2026``."""
    rough = words[:1] == ["about"]
    span = _near_day(words, seen.on) or _named(words[rough:], seen)
    return span and seen.span(span, rough=rough)


def _uncut(words: Sequence[str], seen: _Seen) -> Span | None:
    """The same as a whole, whatever of it is over."""
    rough = words[:1] == ["about"]
    span = _near_day(words, seen.on) or _named(words[rough:], seen)
    return about(span, date.max) if span and rough else span


def _near_day(words: Sequence[str], on: date) -> Span | None:
    if len(words) == 1 and words[0] in _DAYS_BACK:
        day = days_later(on, -_DAYS_BACK[words[0]])
        return Span(day, day)
    if len(words) == 2 and words[0] in _BACK and words[1] == "week":
        monday = days_later(on, -on.weekday() - 7 * _BACK[words[0]])
        return Span(monday, days_later(monday, 6))
    return None


def _named(words: Sequence[str], seen: _Seen) -> Span | None:
    """The period that ``words`` name, not yet cut at the day of the talk. Each kind of word may stand there once."""
    named: dict[str, str] = {}
    for word in words:
        kind = _kind(word)
        if not kind or kind in named:
            return None
        named[kind] = f"{named.pop('which', '')} {word}" if kind == "calendar" else word
    part, which, day = named.get("part", ""), named.get("which", ""), named.get("day", "")
    unit, year = _unit_and_year(named, seen.on)
    if unit is None or (which and year) or (day and (part or not isinstance(unit, Unit) or unit.months > 1)):
        return None
    if year:
        return _in_year(unit, year, part, day)
    spans = [_in_year(unit, seen.on.year + away, part, day) for away in _nearest(which, seen)]
    return _of_these([span for span in spans if span], which, seen)


def _nearest(which: str, seen: _Seen) -> range:
    """How many years away a period is looked for, the nearest one first."""
    if which == "next" or (seen.sense != "past" and not which.startswith("last")):
        return range(-1, min(_YEARS_BACK, date.max.year - seen.on.year))
    return range(0, -min(_YEARS_BACK, seen.on.year), -1)


def _of_these(spans: Sequence[Span], which: str, seen: _Seen) -> Span | None:
    """The period that is meant, of those that came or come one after the other."""
    on = seen.on
    if which == "next":
        fitting = [span for span in spans if span.first > on]
    elif which.startswith("last"):
        fitting = [span for span in spans if span.last < on][which == "last_but_one" :]
    elif seen.sense == "past":
        fitting = [span for span in spans if span.first <= on]
    else:
        fitting = [span for span in spans if span.last >= on]
    return fitting[0] if fitting else None


def _kind(word: str) -> str:
    """What ``word`` says of a period; empty if nothing."""
    if word in _KINDS:
        return _KINDS[word]
    return next((kind for kind, form in _FIGURES.items() if form.fullmatch(word)), "")


def _unit_and_year(named: Mapping[str, str], on: date) -> tuple[Unit | Feast | None, int]:
    """The period within a year, and the year; 0 if none is named."""
    unit: Unit | Feast | None = UNITS.get(named.get("unit", ""))
    if "feast" in named:
        unit = None if unit or "part" in named else FEASTS[named["feast"]]
        if unit is None:
            return None, 0
    year = int(named.get("year", "0"))
    if winter := _WINTER.fullmatch(named.get("winter", "")):
        begins = int(winter[1])
        fits = named.get("unit") == "s4" and not year and (begins + 1) % 100 == int(winter[2])
        return (unit, begins) if fits else (None, 0)
    if "calendar" in named:
        which, name = named["calendar"].split(" ")
        told = which or unit or "part" in named
        return _relative(which, name, unit, on) if told and not year else (None, 0)
    return (unit or YEAR, year) if unit or year else (None, 0)


def _relative(which: str, name: str, unit: Unit | Feast | None, on: date) -> tuple[Unit | Feast | None, int]:
    """The last or this month, quarter or year; of a year also a period within it."""
    length = _MONTHS[name]
    if unit and length < 12:
        return None, 0
    day = months_later(on, -length * _BACK.get(which, 0))
    return unit or Unit((day.month - 1) // length * length + 1, length), day.year


def _in_year(unit: Unit | Feast, year: int, part: str, day: str) -> Span | None:
    if not isinstance(unit, Unit):
        return unit(year)
    if not day:
        return period(unit, year, part)
    found = day_of(year, unit.begins, int(day))
    return Span(found, found) if found else None
