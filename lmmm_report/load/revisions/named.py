"""What people write for a state in a repository: ``HEAD~3:configs/a.yaml``, ``main...branch``."""

from __future__ import annotations

import pathlib
import posixpath
import re
from typing import NamedTuple

from lmmm_report.load.yaml.characters import printable

_AT = re.compile(r"@\{[^{}]*\}")
_DRIVE = re.compile(r"[A-Za-z]:[\\/]")


class At(NamedTuple):
    """A path in a commit, both as they were written."""

    revision: str
    path: str

    def in_repository(self, prefix: str) -> str:
        """The path from the top of the repository, as git reads it: ``./`` begins in the folder one is in."""
        if self.path.startswith(("./", "../")) or self.path in (".", ".."):
            path = posixpath.normpath(prefix + self.path)
            return "" if path == "." else path
        return "" if self.path in ("", "/") else posixpath.normpath(self.path)


def shown(revision: str, path: str) -> str:
    """A state of a file as messages and reports name it: a path of a repository may hold what steers a terminal."""
    return printable(f"{revision}:{path}")


class Span(NamedTuple):
    """From one commit to another, as they were written."""

    old: str
    new: str
    from_fork: bool
    """From where the two went their ways, not from the first."""


def revision_named(text: str) -> At | None:
    """The state of a file that ``text`` names; `None` where it reads as a path. A file of that name goes first."""
    if pathlib.Path(text).exists() or _DRIVE.match(text):
        return None
    # The time of an entry in the reflog holds colons of its own.
    masked = _AT.sub(lambda match: "@" * len(match.group()), text)
    colon = masked.find(":")
    return At(text[:colon], text[colon + 1 :]) if colon > 0 else None


def span_named(text: str) -> Span | None:
    """The two commits that ``text`` names with two or three dots between them; `None` where it reads as a path."""
    if pathlib.Path(text).exists() or "/../" in text or text.startswith(("../", "..\\")) or ":" in text:
        return None
    for dots in ("...", ".."):
        old, found, new = text.partition(dots)
        if found:
            return Span(old or "HEAD", new or "HEAD", from_fork=dots == "...")
    return None
