"""The language in which whoever keeps a profile is spoken to: that of the profile, also where it has faults."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from lmmm_report.load.files import is_profile

_LOOKED_AT = 64 * 1024
"""So many bytes of a file are looked at; the language stands near the beginning."""
_LANGUAGE = re.compile(
    rb"^assessment:(?:[^\n]*\blanguage|(?:[^\n]*\n(?=[ \t\r\n#]))+?[ \t]+language):[ \t]*[\"']?(de|en)\b", re.MULTILINE
)


def language_of(files: Iterable[str]) -> str:
    """The language that all of these profiles state; empty if they state none, or several. Nothing is refused."""
    stated = {_language_in(Path(file)) for file in dict.fromkeys(files)}
    return stated.pop() if len(stated) == 1 else ""


def _language_in(file: Path) -> str:
    try:
        if not is_profile(file) or not file.is_file():
            return ""
        with file.open("rb") as opened:
            match = _LANGUAGE.search(opened.read(_LOOKED_AT))
    except (OSError, ValueError):
        return ""
    return match[1].decode() if match else ""
