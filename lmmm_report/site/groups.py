"""Groups of units: from the profiles or from the folders they lie in, then by company, unit and region."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from lmmm_report.site.rows import UnitRow

Path = tuple[str, ...]

LEAST = 2
"""A group has at least so many units; one unit has its report."""
COMPARED = 5
"""Units are held against their group only from this size on: in a smaller one each would be singled out."""


class Group(NamedTuple):
    """Some units that belong together."""

    path: Path
    """Names from the largest group to this one; only those that make a difference."""
    rows: tuple[UnitRow, ...]
    parent: Path
    """Path of the group that it lies in; empty at the top."""

    @property
    def name(self) -> str:
        """Its own name."""
        return self.path[-1]

    @property
    def file(self) -> str:
        """What its pages are called: readable, without anything that an address has to spell out, and never twice."""
        plain = unicodedata.normalize("NFKD", self.name.replace("ß", "ss")).encode("ascii", "ignore").decode().lower()
        word = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40]
        mark = hashlib.sha256("\0".join(self.path).encode()).hexdigest()[:8]
        return f"group-{word}-{mark}" if word else f"group-{mark}"


def groups_of(row: UnitRow) -> Path:
    """The groups of a unit, the largest first: as its profile has them, else the folders that it lies in."""
    return row.company.groups or tuple(row.name.split("/")[:-1])


def path_of(row: UnitRow) -> Path:
    """Everything that a unit belongs to, the largest first."""
    company = row.company
    return (*groups_of(row), *filter(None, (company.name, company.unit, company.region)))


def grouped(rows: Sequence[UnitRow]) -> Mapping[Path, Group]:
    """All groups by their path, each before those inside it; one that holds just what its parent holds is none."""
    members: dict[Path, list[UnitRow]] = {}
    for row in rows:
        path = path_of(row)
        for length in range(1, len(path) + 1):
            members.setdefault(path[:length], []).append(row)
    kept: dict[Path, Group] = {}
    short: dict[Path, Path] = {(): ()}
    sizes: dict[Path, int] = {(): len(rows)}
    for path in sorted(members, key=lambda path: (len(path), [part.casefold() for part in path])):
        parent = short[path[:-1]]
        inside = members[path]
        if len(inside) < LEAST or len(inside) == sizes[parent]:
            short[path] = parent
            continue
        own = (*parent, path[-1])
        if own in kept:  # the same name twice on different ways; the longer way tells them apart
            own = path
        short[path] = own
        sizes[own] = len(inside)
        kept[own] = Group(own, tuple(inside), parent)
    return kept


def neighbours(rows: Sequence[UnitRow], names: Iterable[str]) -> Mapping[str, frozenset[str]]:
    """For each of these names of files the units in the nearest folder above it that has any; none but in a folder."""
    folders: dict[str, set[str]] = {}
    for row in rows:
        for folder in _folders(row.name):
            folders.setdefault(folder, set()).add(row.name)
    near = {name: next((folders[one] for one in _folders(name) if one in folders), set()) for name in names}
    return {name: frozenset(found) for name, found in near.items()}


def _folders(name: str) -> Iterator[str]:
    """Those that a file lies in, the nearest first."""
    while "/" in name:
        name = name.rpartition("/")[0]
        yield name


def inside(groups: Mapping[Path, Group], path: Path) -> Iterator[Group]:
    """The groups that lie directly in one; with an empty path those at the top."""
    return (group for group in groups.values() if group.parent == path)
