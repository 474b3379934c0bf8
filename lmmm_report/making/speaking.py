"""The language in which whoever keeps a profile is spoken to: that of the profile, also where it has faults."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from lmmm_report.load.files import is_profile, profile_files
from lmmm_report.problems import UserError

_LOOKED_AT = 64 * 1024
"""So many bytes of a file are looked at; the language stands near the beginning."""
_LANGUAGE = re.compile(
    rb"^assessment:(?:[^\n]*\blanguage|(?:[^\n]*\n(?=[ \t\r\n#]))+?[ \t]+language):[ \t]*[\"']?(de|en)\b", re.MULTILINE
)


def language_of(files: Iterable[str]) -> str:
    """The language that all of these profiles state; empty if they state none, or several. Nothing is refused."""
    stated: set[str] = set()
    for file in dict.fromkeys(files):
        stated.add(_language_in(Path(file)))
        if len(stated) > 1:
            return ""
    return stated.pop() if stated else ""


def language_of_named(paths: Iterable[str]) -> str:
    """The same of files and folders as they are named on the command line, as far as they are there.

    Whatever else is named, such as a revision of a repository or a report, says nothing about it.
    """
    return language_of(str(file) for path in map(Path, paths) for file in _profiles_at(path))


def _profiles_at(path: Path) -> Iterable[Path]:
    try:
        if path.is_dir():
            return profile_files([path])
        return [path] if is_profile(path) and path.is_file() else []
    except (OSError, ValueError, UserError):
        return []


def _language_in(file: Path) -> str:
    try:
        if not is_profile(file) or not file.is_file():
            return ""
        with file.open("rb") as opened:
            match = _LANGUAGE.search(opened.read(_LOOKED_AT))
    except (OSError, ValueError):
        return ""
    return match[1].decode() if match else ""
