"""Hyphenation patterns in a form that is read in a fraction of the time that parsing their file takes.

The patterns are those of pyphen, which WeasyPrint hyphenates with; most of them share the same few rows of numbers, so
they are kept by row. They are put into the memory that pyphen keeps of the dictionaries it has read.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from lmmm_report import resources

LANGUAGES = ("de", "en")
"""Languages whose patterns come with the wheel."""


def compile_patterns(folder: Path, languages: Iterable[str] = LANGUAGES) -> None:
    """Write the patterns of each language and the licences of their dictionaries into ``folder``."""
    import pyphen

    folder.mkdir(parents=True)
    for language in languages:
        source = pyphen.LANGUAGES[pyphen.language_fallback(language)]
        rows: dict[tuple[int, tuple[int, ...]], list[str]] = {}
        for letters, row in pyphen.HyphDict(source).patterns.items():
            assert all(type(value) is int for value in row[1]), "patterns that change letters cannot be kept by row"
            rows.setdefault(row, []).append(letters)
        kept = {
            "pyphen": pyphen.VERSION,
            "rows": [[start, values, " ".join(letters)] for (start, values), letters in rows.items()],
        }
        _file(folder, language).write_text(json.dumps(kept, ensure_ascii=False, separators=(",", ":")), "utf-8")
        for licence in source.parent.glob(f"README_hyph_{language}*.txt"):
            (folder / licence.name).write_bytes(licence.read_bytes())


def prepare_patterns(language: str) -> None:
    """Let WeasyPrint hyphenate ``language`` without parsing a dictionary, if its patterns come with the program."""
    file = _file(resources.COMPILED_HYPHENS, language)
    if not file.exists():
        return
    import pyphen

    source = pyphen.LANGUAGES[pyphen.language_fallback(language)]
    kept = json.loads(file.read_bytes())
    if source in pyphen.hdcache or kept["pyphen"] != pyphen.VERSION:
        return
    known = pyphen.HyphDict.__new__(pyphen.HyphDict)
    known.patterns = {}
    for start, values, letters in kept["rows"]:
        known.patterns |= dict.fromkeys(letters.split(" "), (start, tuple(values)))
    known.cache = {}
    known.maxlen = max(map(len, known.patterns))
    pyphen.hdcache[source] = known


def _file(folder: Path, language: str) -> Path:
    return folder / f"{language}.json"
