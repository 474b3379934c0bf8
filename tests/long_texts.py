"""A profile of which every text is longer than a column: compounds, addresses, paths, hashes, and words without end."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

COMPOUND = "Hochspannungsgleichstromübertragungsanlagenbau"
ADDRESS = "https://intranet.example/" + "Freigegebene%20Dokumente/unternehmensgeschaeftsbereiche/" * 4 + "?id=%2Fsites"
FILE = (
    r"\\fileserver01.intern.example\Vertrieb\Leadmanagement\Vereinbarungen\Endfassung\SLA-Marketing-Vertrieb-v12.docx"
)
HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
CODE = "terminology_terms[interessentenqualifizierung].vereinbarungsgegenstand"
SENTENCE = "Vertriebsverantwortliche und Marketingverantwortliche vereinbaren Interessentenübergaben gemeinsam. "


def long_profile(word: str = COMPOUND) -> dict[str, Any]:
    """A profile with ``word`` in the place of every name, and with it in the middle of prose."""
    prose = f"{SENTENCE * 3}Ablage {FILE}, Prüfsumme {HASH}, Angabe {CODE}, Name {word} GmbH, {ADDRESS} und {SENTENCE}"
    return {
        "format": 1,
        "company": {"name": f"{word} GmbH", "unit": f"Bereich {word}", "sector": word, "website": ADDRESS},
        "assessment": {
            "date": "2026-10-15",
            "language": "de",
            "assessors": [{"name": f"A. {word}", "role": word}],
            "target": {"relationship": "integrated", "reason": prose[:300]},
            "notes": f"{prose}\n\n- {prose}\n\n| Name | Adresse | Wert |\n|---|---|---|\n| {word} | {ADDRESS} | {word} |\n",
        },
        "terminology": {
            "terms": [
                {"id": "lead", "term": word, "definition": prose[:900], "evidence": [{"link": ADDRESS, "note": word}]}
            ]
        },
        "declarations": [
            {"criterion": "X2-TER-1", "state": "waived", "reason": prose[:600], "by": word, "date": "2026-10-01"}
        ],
        "measures": [{"measure": "M-RULES", "state": "done", "date": "2026-01-01", "note": prose[:600]}],
    }


def write_long_profile(path: Path, word: str = COMPOUND) -> Path:
    """The profile as a file."""
    path.write_text(json.dumps(long_profile(word), ensure_ascii=False, indent=1), encoding="utf-8")
    return path
