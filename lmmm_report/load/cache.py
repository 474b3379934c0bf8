"""What has been worked out before, kept as files in the user's cache folder. Safe to delete at any time.

A file is named by what it was worked out from, so it is never out of date. The folder is for its owner alone; one that
others could have written into is passed over, as is everything that cannot be read or written: a cache is no
promise, and no fault of it is a fault of the program.
"""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path

VARIABLE = "LMMM_REPORT_CACHE"
"""Environment variable: another folder for the cache, or ``off``."""

MOST_FILES = 24
MOST_BYTES = 16_000_000


def kept(name: str) -> bytes | None:
    """What was kept under ``name``, `None` if nothing was or the folder cannot be trusted."""
    folder = _folder(make=False)
    if folder is None:
        return None
    try:
        # A link could lead anywhere; the file itself has to lie in the folder.
        handle = os.open(folder / name, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
        with os.fdopen(handle, "rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError:
        return None
    return content if len(content) <= MOST_BYTES else None


def keep(name: str, content: bytes) -> None:
    """Keep ``content`` under ``name`` for later runs, if that can be done; the oldest files make room."""
    folder = _folder(make=True)
    if folder is None or len(content) > MOST_BYTES:
        return
    with contextlib.suppress(OSError):
        import tempfile

        handle, made = tempfile.mkstemp(dir=folder, prefix=".new-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            Path(made).replace(folder / name)
        except OSError:
            Path(made).unlink(missing_ok=True)
            raise
        oldest_first = sorted(folder.iterdir(), key=lambda file: file.lstat().st_mtime)
        for old in oldest_first[:-MOST_FILES]:
            old.unlink(missing_ok=True)


def _folder(*, make: bool) -> Path | None:
    """The cache folder if it exists (or can be made) and nobody but its owner, who runs this, can write into it."""
    chosen = os.environ.get(VARIABLE, "")
    if chosen == "off":
        return None
    try:
        folder = Path(chosen) if chosen else _usual()
        if make:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.lstat()
    except (OSError, RuntimeError):
        return None
    if not stat.S_ISDIR(found.st_mode):
        return None
    if hasattr(os, "geteuid") and (found.st_uid != os.geteuid() or found.st_mode & 0o077):
        return None
    return folder


def _usual() -> Path:
    import platformdirs  # only where nothing was compiled with the program

    return Path(platformdirs.user_cache_dir("lmmm-report", appauthor=False))
