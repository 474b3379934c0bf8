"""The words in which times are told, in English and German, and the few words that they all come down to."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from lmmm_report.facts.periods import HALVES, MONTHS, QUARTERS, SEASONS, Unit
from lmmm_report.facts.spoken import ABOUT, NUMBER_WORDS, folded, spelled

UNITS: Final[Mapping[str, Unit]] = MappingProxyType(
    {
        f"{letter}{number}": unit
        for letter, units in (("m", MONTHS), ("q", QUARTERS), ("s", SEASONS), ("h", HALVES))
        for number, unit in enumerate(units, 1)
    }
)
"""Months, quarters, seasons and halves of a year by their short names: ``m3`` is March, ``s1`` spring."""

_MONTH_WORDS = {
    "m1": "january januar jänner jan",
    "m2": "february februar feber feb",
    "m3": "march märz mar mär mrz",
    "m4": "april apr",
    "m5": "may mai",
    "m6": "june juni jun",
    "m7": "july juli jul",
    "m8": "august aug",
    "m9": "september sept sep",
    "m10": "october oktober oct okt",
    "m11": "november nov",
    "m12": "december dezember dec dez",
}
_SEASON_WORDS = {
    "s1": "spring springtime frühling frühlings frühjahr frühjahrs",
    "s2": "summer sommer sommers",
    "s3": "autumn fall herbst herbstes herbsts",
    "s4": "winter winters",
}
_OTHER_WORDS = {
    "q1": "q1",
    "q2": "q2",
    "q3": "q3",
    "q4": "q4",
    "h1": "h1",
    "h2": "h2",
    "early": "early beginning start anfang beginn",
    "mid": "mid middle mitte",
    "late": "late end ende",
    "easter": "easter ostern osterfest osterfeiertage",
    "whitsun": "whitsun pentecost pfingsten",
    "christmas": "christmas xmas weihnachten weihnachtsfest",
    "past": "past",
    "next": "next coming nächste nächster nächstes nächsten nächstem kommende kommender kommendes kommenden kommendem",
    "few": "few couple paar einige einigen",
    "several": "several many mehrere mehreren etliche etlichen viele vielen",
    "last_but_one": "penultimate vorletzte vorletzter vorletztes vorletzten vorletztem",
    "last": "last previous letzte letzter letztes letzten letztem vorige voriger voriges vorigen vorigem"
    " vergangene vergangener vergangenes vergangenen vergangenem",
    "this": "this current diese dieser dieses diesen diesem laufende laufenden laufendem",
    "day": "day days tag tage tagen",
    "week": "week weeks woche wochen",
    "month": "month months monat monate monaten monats",
    "quarter": "quarter quarters quartal quartals quartale quartalen",
    "half": "half halbjahr halbjahrs halbjahres",
    "year": "year years jahr jahre jahren jahres",
    "#1": "first erste erster erstes ersten 1st",
    "#2": "second zweite zweiter zweites zweiten 2nd",
    "#3": "third dritte dritter drittes dritten 3rd",
    "#4": "fourth vierte vierter viertes vierten 4th",
    "about": ABOUT + " um gut knapp good nearly almost",
    "over": "over über",
    "under": "under unter",
    "ago": "ago",
    "vor": "vor",
    "before": "before",
    "since": "since seit",
    "for": "for",
    "after": "after nach",
    "by": "by until till bis",
    "latest": "spätestens",
    "today": "today heute",
    "yesterday": "yesterday gestern",
    "day_before": "vorgestern",
    "": "in im on am at during the der den dem des das die of von vom sometime irgendwann within innerhalb again wieder"
    " erneut zuletzt earlier zu zum",
}
_JOINED = {"just_after": "justafter", "just_before": "justbefore"}
"""What phrases come down to, and nobody writes."""
WORDS: Final[Mapping[str, str]] = spelled(NUMBER_WORDS, _MONTH_WORDS, _SEASON_WORDS, _OTHER_WORDS, _JOINED)
"""Every word that may stand in a time, in one spelling, and what it comes down to; empty: it adds nothing."""

_SEASON_PARTS = {"early": "früh", "mid": "hoch", "late": "spät"}
_COMPOUNDS = {
    prefix + season: (part, unit)
    for part, prefix in _SEASON_PARTS.items()
    for unit, seasons in _SEASON_WORDS.items()
    for season in seasons.split()
    if season in {"sommer", "herbst", "winter", "frühling", "frühjahr"}
} | {"midsummer": ("mid", "s2"), "midwinter": ("mid", "s4")}
COMPOUNDS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType({folded(k): v for k, v in _COMPOUNDS.items()})
"""Two words in one: ``Frühsommer``, ``midwinter``."""

_SAID = {
    "at the latest": "spätestens",
    "bis spätestens": "spätestens",
    "spätestens bis": "spätestens",
    "the day before yesterday": "vorgestern",
    "im vorjahr": "last year",
    "des vorjahres": "last year",
    "im vormonat": "last month",
    "in der vorwoche": "last week",
    "the year before last": "vorletztes year",
    "the year before": "last year",
    "an ostern": "ostern",
    "an pfingsten": "pfingsten",
    "an weihnachten": "weihnachten",
    "über ostern": "ostern",
    "über pfingsten": "pfingsten",
    "über weihnachten": "weihnachten",
    "over easter": "easter",
    "over christmas": "christmas",
    "a few": "few",
    "ein paar": "few",
    "a couple of": "few",
    "some years": "few years",
    "some months": "few months",
    "some weeks": "few weeks",
    "some days": "few days",
    "this coming": "next",
    "just after": "justafter",
    "shortly after": "justafter",
    "right after": "justafter",
    "soon after": "justafter",
    "kurz nach": "justafter",
    "gleich nach": "justafter",
    "bald nach": "justafter",
    "just before": "justbefore",
    "shortly before": "justbefore",
    "kurz vor": "justbefore",
    "year end": "end of the year",
    "the year's end": "end of the year",
    "jahresende": "ende des jahres",
    "jahresanfang": "anfang des jahres",
    "jahresmitte": "mitte des jahres",
    "monatsende": "ende des monats",
    "quartalsende": "ende des quartals",
    "a good": "about",
    "more than": "over",
    "mehr als": "over",
    "less than": "under",
    "weniger als": "under",
    "half a year": "about 6 months",
    "einem halben jahr": "about 6 months",
    "a year and a half": "about 18 months",
    "one and a half years": "about 18 months",
    "two and a half years": "about 30 months",
    "zweieinhalb jahren": "about 30 months",
    "anderthalb jahren": "about 18 months",
    "eineinhalb jahren": "about 18 months",
    "einem vierteljahr": "about 3 months",
    "some time": "sometime",
    "last in": "in",
    "last on": "on",
    "last at": "at",
}
PHRASES: Final = tuple((f" {folded(said)} ", f" {folded(meant)} ") for said, meant in _SAID.items())
"""What several words say together, and what stands for them; the padding keeps to whole words."""

ONGOING: Final = frozenset(
    folded(said)
    for said in (
        "ongoing", "on an ongoing basis", "all the time", "continuously", "continually", "constantly", "to this day",
        "still going on", "laufend", "fortlaufend", "ständig", "dauernd", "andauernd", "kontinuierlich", "bis heute",
        "nach wie vor", "weiterhin",
    )
)  # fmt: skip
"""What is said of something that goes on."""

AT_ONCE: Final = frozenset(
    folded(said)
    for said in (
        "as soon as possible", "asap", "at once", "right away", "straight away", "immediately", "now", "from now on",
        "so bald wie möglich", "möglichst bald", "baldmöglichst", "so schnell wie möglich", "schnellstmöglich",
        "sofort", "ab sofort", "gleich", "jetzt", "ab jetzt", "umgehend",
    )
)  # fmt: skip
"""What is said of something that is to begin on the day of the talk."""

KNOWN_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        folded(word): word
        for written in (
            *NUMBER_WORDS.values(), *_MONTH_WORDS.values(), *_SEASON_WORDS.values(), *_OTHER_WORDS.values(),
            *_COMPOUNDS, *_SAID, "ongoing continuously constantly laufend fortlaufend ständig dauernd",
        )
        for word in written.split()
    }
)  # fmt: skip
"""Every word in the one spelling, and as it is written."""
