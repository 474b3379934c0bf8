"""Short names of units for pictures: the fewest words by which each is told from all others on the page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

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


def short_names(rows: Sequence[UnitRow]) -> Mapping[str, str]:
    """By the name of a unit's files as many words as it takes to tell it from the others.

    They are the first of its company's name without legal form, or of the unit's name where the company has several.
    """
    companies = Counter(row.company.name for row in rows)
    words = {
        row.name: tuple(
            (row.company.unit if row.company.unit and companies[row.company.name] > 1 else _without_form(row)).split()
        )
        for row in rows
    }
    begins = Counter(name[:length] for name in words.values() for length in range(1, len(name) + 1))
    return {row.name: _shortest(words[row.name], begins) or row.label for row in rows}


def _without_form(row: UnitRow) -> str:
    return LEGAL_FORM.sub("", row.company.name) or row.company.name


def _shortest(words: tuple[str, ...], begins: Mapping[tuple[str, ...], int]) -> str:
    for length in range(1, len(words) + 1):
        if begins[words[:length]] == 1 and words[length - 1].casefold() not in JOINING:
            alone, joined = (" ".join(words[:end]).rstrip(",") for end in (length, length + 2))
            goes_on = length + 1 < len(words) and words[length] in ("&", "+")
            return joined if goes_on and len(joined) <= ROOM else alone
    return " ".join(words) if begins[words] == 1 else ""
