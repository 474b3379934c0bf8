"""Short names of units for pictures: the fewest words by which each is told from all others on the page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from lmmm_report.site.rows import UnitRow

LEGAL_FORM = re.compile(
    r"[\s,]+(?:(?:gGmbH|GmbH|mbH|AG|SE|UG)(?:\s*&\s*Co\.?\s*(?:KGaA|KG|OHG))?|KGaA|KG|OHG|GbR|eG|e\.\s?[KV]\.|Ltd|Limited|plc|LLP|LLC"
    r"|Inc|Corp|Corporation|S\.?A\.?S?|SARL|S\.?r\.?l|S\.?p\.?A|B\.?V|N\.?V|Oyj?|ABp?|ASA?|A/S|ApS|sp\.\s?z\s?o\.?\s?o|s\.r\.o|Kft)\.?$",
    re.IGNORECASE,
)
"""At the end of a company's name."""
JOINING = frozenset(("&", "+", "and", "und", "et", "of", "the", "der", "die", "das", "von", "für", "for", "de", "la"))
"""Words with which no name ends, as they lead to the next one."""

ROOM = 12
"""Characters that stand beside a mark without being cut: a second founder is named only where both have room."""


CUT = "…"


def short_names(rows: Sequence[UnitRow], above: Sequence[str] = ()) -> Mapping[str, str]:
    """By the name of a unit's files as many words as it takes to tell it from the others, and never two alike.

    They are of its company's name without legal form, or of the unit's name where the company has several. What all
    begin with is left out, and so is the name of a group that the page is about (``above``).
    """
    companies = Counter(row.company.name for row in rows)
    words = {
        row.name: tuple(
            (row.company.unit if row.company.unit and companies[row.company.name] > 1 else _without_form(row)).split()
        )
        for row in rows
    }
    own = _without_common(words, tuple(tuple(name.split()) for name in above))
    begins = _beginnings(own.values())
    found = {row.name: _shortest(own[row.name], begins) or row.label for row in rows}
    return _told_apart(_within_room(found, own, begins))


def _beginnings(names: Iterable[tuple[str, ...]]) -> Mapping[tuple[str, ...], int]:
    return Counter(name[:length] for name in names for length in range(1, len(name) + 1))


def _without_common(
    words: Mapping[str, tuple[str, ...]], above: Sequence[tuple[str, ...]]
) -> Mapping[str, tuple[str, ...]]:
    """The names without what all of them begin with, and without the group's name where one begins with it."""
    names = tuple(words.values())
    common = 0
    while len(names) > 1 and all(len(name) > common + 1 and name[common] == names[0][common] for name in names):
        common += 1
    while common and any(_joins(name[common]) for name in names):
        common -= 1
    rest = {}
    for key, name in words.items():
        groups = [len(group) for group in above if name[: len(group)] == group and not _joins(*name[len(group) :][:1])]
        rest[key] = name[max((common, *groups)) :]
    # Without the group's name one may say no more than another one says anyway.
    return rest if len(set(rest.values())) == len(set(names)) else {key: name[common:] for key, name in words.items()}


def _joins(word: str = "&") -> bool:
    """Whether no name begins with this word; none does with nothing."""
    return word.casefold() in JOINING


def _within_room(
    found: Mapping[str, str], own: Mapping[str, tuple[str, ...]], begins: Mapping[tuple[str, ...], int]
) -> Mapping[str, str]:
    """Where a name is cut, the words come first by which it is told apart: others begin like it."""
    fitted = dict(found)
    for key, name in own.items():
        shared = next((length for length in range(len(name), 0, -1) if begins[name[:length]] > 1), 0)
        rest = found[key].split()[shared:]
        if len(found[key]) > ROOM and not _joins(*rest[:1]) and " ".join(rest) not in fitted.values():
            fitted[key] = " ".join(rest)
    return fitted


def _told_apart(names: Mapping[str, str]) -> Mapping[str, str]:
    """The same, where two would look alike once they are cut: with their ends, else with a number."""
    told: dict[str, str] = {}
    looks = Counter(_cut(name) for name in names.values())
    taken: set[str] = {_cut(name) for name in names.values() if looks[_cut(name)] == 1}
    for key, name in names.items():
        if looks[_cut(name)] == 1:
            told[key] = name
            continue
        made, number = name, 1
        if len(name) > ROOM:
            made = name[: ROOM // 2 - 1].rstrip() + CUT + name[-(ROOM - ROOM // 2) :].lstrip()
        while _cut(made) in taken:
            number += 1
            made = f"{name[: ROOM - 4].rstrip()}{CUT if len(name) > ROOM - 4 else ''} {number}"
        taken.add(_cut(made))
        told[key] = made
    return told


def _cut(name: str) -> str:
    """What is sure to be seen of a name."""
    return name if len(name) <= ROOM else name[: ROOM - 2]


def _without_form(row: UnitRow) -> str:
    return LEGAL_FORM.sub("", row.company.name) or row.company.name


def _shortest(words: tuple[str, ...], begins: Mapping[tuple[str, ...], int]) -> str:
    for length in range(1, len(words) + 1):
        if begins[words[:length]] == 1 and words[length - 1].casefold() not in JOINING:
            alone, joined = (" ".join(words[:end]).rstrip(",") for end in (length, length + 2))
            goes_on = length + 1 < len(words) and words[length] in ("&", "+")
            return joined if goes_on and len(joined) <= ROOM else alone
    return " ".join(words) if begins[words] == 1 else ""
