"""Names of files below a folder: which are allowed, and what stands in the way of one."""

from __future__ import annotations

import errno
import os
import stat
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from lmmm_report.publishing.published import ReadOnly

WORK = ".lmmm-report"
"""Name of the work folder."""


def safe(name: str) -> bool:
    """Whether a name stays below the folder it is joined to, and out of the work folder."""
    path = Path(name)
    below = not path.is_absolute() and not path.drive and ".." not in path.parts and path.as_posix() == name
    return below and "\0" not in name and name != "." and path.parts[0].casefold() != WORK


def missing_folders(folder: Path, names: Iterable[str]) -> tuple[str, ...]:
    """The folders below one that are not there and that files of these names need, from the outermost in."""
    wanted = {parent.as_posix() for name in names for parent in PurePosixPath(name).parents} - {"."}
    return tuple(name for name in sorted(wanted) if not os.path.lexists(folder / name))


def on_the_way(folder: Path, name: str) -> Iterator[Path]:
    """Every path from the first part of ``name`` to all of it."""
    for part in PurePosixPath(name).parts:
        folder /= part
        yield folder


def check_place(folder: Path, name: str) -> None:
    """Raise `OSError` naming what keeps a file from being put where it belongs."""
    *parents, target = on_the_way(folder, name)
    for part in (*parents, target):
        if part.is_symlink():
            raise OSError(errno.ELOOP, "is a link", str(part))
    for part in parents:
        if part.exists() and not part.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, "is a file", str(part))
    if not target.exists():
        return
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, "is a folder", str(target))
    mode = target.stat().st_mode
    if not stat.S_ISREG(mode):
        raise FileExistsError(errno.EEXIST, "is no file", str(target))
    if not mode & 0o222 or not os.access(target, os.W_OK):
        raise ReadOnly(errno.EACCES, "is read-only", str(target))


def folded(name: str) -> str:
    """A name as file systems see it that do not tell capitals or ways of writing ü apart."""
    return unicodedata.normalize("NFC", name).casefold()
