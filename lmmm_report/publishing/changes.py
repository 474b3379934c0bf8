"""What a publication changes: files that come, files that go, and those that are as they should be."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

from lmmm_report.publishing.journal import Journal, Move
from lmmm_report.publishing.names import check_place, folded, on_the_way
from lmmm_report.publishing.published import Paths, Published
from lmmm_report.publishing.system import same_file, sha256_below


def changes_in(
    folder: Path, files: Mapping[str, str], removals: Mapping[str, str], folders: Iterable[str]
) -> tuple[Journal, Published]:
    """What is to be done so that ``files`` (name to SHA-256) stand in a folder, and what will have been done.

    ``removals`` (name to SHA-256) go where their content is that, ``folders`` where they are empty. Raises `OSError`
    for whatever keeps a file from its place.
    """
    had = {name: sha256_below(folder, name) for name in files}
    unchanged = {name for name, new in files.items() if had[name] == new}
    for name in files.keys() - unchanged:
        check_place(folder, name)
    going, kept = _going(folder, removals, files)
    moves = [Move(name, new, had[name]) for name, new in files.items() if name not in unchanged]
    moves += [Move(name, None, old) for name, old in going.items()]
    done = Published(
        files=Paths(folder, files),
        unchanged=frozenset(unchanged),
        removed=Paths(folder, going),
        kept=Paths(folder, kept),
    )
    return Journal(moves=tuple(moves), folders=_emptied(folder, folders, going, files)), done


def _emptied(folder: Path, named: Iterable[str], going: Iterable[str], files: Iterable[str]) -> tuple[str, ...]:
    """Those of the folders below one that will hold nothing any more, from the innermost out."""
    needed = {parent.as_posix() for name in files for parent in PurePosixPath(name).parents}
    gone = set(going)
    emptied = []
    for name in sorted(set(named) - needed, reverse=True):
        path = folder / name
        if any(part.is_symlink() for part in on_the_way(folder, name)) or not path.is_dir():
            continue
        if all(f"{name}/{one.name}" in gone for one in path.iterdir()):
            emptied.append(name)
            gone.add(name)
    return tuple(emptied)


def _going(folder: Path, removals: Mapping[str, str], files: Iterable[str]) -> tuple[dict[str, str], list[str]]:
    """Which files can go, by their content, and which have to stay."""
    coming = {folded(name): name for name in files}
    going: dict[str, str] = {}
    kept = []
    for name, known in removals.items():
        path = folder / name
        if name in files or not os.path.lexists(path):
            continue
        if (twin := coming.get(folded(name))) and same_file(path, folder / twin):
            continue  # to this file system both names are one
        if sha256_below(folder, name) == known and os.access(path, os.W_OK):
            going[name] = known
        else:
            kept.append(name)
    return going, kept
