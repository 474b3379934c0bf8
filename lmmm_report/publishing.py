"""Many files put in their places as one step: first all lie beside their places, then a journal, then they move.

The work folder inside the folder that is written to holds a lock, the new files, links to the old ones, and, while
files move, a journal. Whoever is killed before the journal stands has changed nothing; after that the next run into
the same folder completes what was begun. Where a file cannot be replaced, what has moved is taken back. What is to go
goes last, and only if its content is the one it is known by; a file that has its content already is not touched.

Nothing in a work folder that was found is trusted: a journal names relative paths and hashes, and what does not fit
them is neither moved nor overwritten nor removed.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import stat
import sys
import time
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import Any

WORK = ".lmmm-report"
"""Name of the work folder."""
FORWARD, BACK = "forward.json", "back.json"
"""Names of the journal: what it names is to be completed, or to be taken back."""
MANY = 8
"""So many files are brought to the disk by one call for the file system, fewer one by one."""
_LARGEST_JOURNAL = 256 * 1024 * 1024
_PAUSES = (0.05, 0.1, 0.2, 0.4, 0.8)
"""Seconds to wait for a file that somebody holds open where that keeps others from replacing it."""


class Busy(Exception):  # noqa: N818 - a state of the folder
    """Another run is writing into the folder."""


class Untrusted(Exception):  # noqa: N818 - a state of the folder
    """What lies in the work folder does not fit its journal. The argument is the path that does not."""


class ReadOnly(PermissionError):  # noqa: N818 - a state of the file
    """A file is protected against writing, though its folder would let it be replaced."""


@dataclass(frozen=True, slots=True)
class Move:
    """One file on its way: the SHA-256 of what comes (`None`: it goes), and of what was there (`None`: nothing)."""

    name: str
    new: str | None
    old: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What became of what was to be published. Paths begin with the folder as it was named."""

    files: tuple[Path, ...] = ()
    """All files that were added, in the order of adding; each stands in its place with its content."""
    unchanged: frozenset[Path] = frozenset()
    """Those of them that had this content already; nothing of them was touched, nor their time."""
    removed: tuple[Path, ...] = ()
    """Files that are gone, in the order in which this was asked."""
    kept: tuple[Path, ...] = ()
    """Files that were to go and stay: somebody has changed or protected them, or there is something else."""


def safe(name: str) -> bool:
    """Whether a name stays below the folder it is joined to, and out of the work folder."""
    path = Path(name)
    below = not path.is_absolute() and not path.drive and ".." not in path.parts and path.as_posix() == name
    return below and "\0" not in name and name != "." and path.parts[0].casefold() != WORK


class Workplace:
    """The work folder of one run, locked. Opening it completes or throws away what an earlier run has left.

    Waits ``patience`` seconds for another run. Raises `Busy`, `Untrusted` and `OSError`.
    """

    def __init__(self, folder: Path, *, patience: float) -> None:
        self.folder = folder
        self._made = _make_folder(folder)
        self._work = folder / WORK
        self.new, self._old = self._work / "new", self._work / "old"
        self._lock = _locked(self._work, patience)
        try:
            self._settle()
            self._clear()
            self.new.mkdir()
        except BaseException:
            self.close()
            raise

    def missing_folders(self, names: Iterable[str]) -> tuple[str, ...]:
        """The folders below this one that have yet to be made for files of these names, from the outermost in."""
        wanted = {parent.as_posix() for name in names for parent in PurePosixPath(name).parents} - {"."}
        return tuple(name for name in sorted(wanted) if not os.path.lexists(self.folder / name))

    def publish(
        self, files: Mapping[str, str], removals: Mapping[str, str] | None = None, folders: Iterable[str] = ()
    ) -> Published:
        """Move the new files (name to SHA-256) to their places in the order given; all of them or none.

        Then ``removals`` (name to SHA-256) go where their content still is that, and ``folders`` where they are empty.
        """
        had = {name: _sha256_of_file(self.folder, name) for name in files}
        unchanged = {name for name, new in files.items() if had[name] == new}
        for name in files.keys() - unchanged:
            _check_place(self.folder, name)
        moves = [Move(name, new, had[name]) for name, new in files.items() if name not in unchanged]
        going, kept = self._going(removals or {}, files)
        for move in moves:
            self._prepare(move)
        _sync(self._work, [self.new / move.name for move in moves])
        moves += [Move(name, None, old) for name, old in going.items()]
        gone = tuple(folders)
        if moves or gone:
            self._carry_out(moves, gone)
        return Published(
            files=tuple(self.folder / name for name in files),
            unchanged=frozenset(self.folder / name for name in unchanged),
            removed=tuple(self.folder / name for name in going),
            kept=tuple(self.folder / name for name in kept),
        )

    def _carry_out(self, moves: Sequence[Move], folders: Sequence[str]) -> None:
        try:
            self._write_journal(moves, folders)
            self._forward(moves, folders)
        except OSError:
            with suppress(FileNotFoundError):
                os.replace(self._work / FORWARD, self._work / BACK)  # noqa: PTH105
            self._take_back(moves)
            raise

    def _going(self, removals: Mapping[str, str], files: Iterable[str]) -> tuple[dict[str, str], list[str]]:
        """Which files can go, by their content, and which have to stay."""
        coming = {_folded(name): name for name in files}
        going: dict[str, str] = {}
        kept = []
        for name, known in removals.items():
            path = self.folder / name
            if name in files or not os.path.lexists(path):
                continue
            if (twin := coming.get(_folded(name))) and _same_file(path, self.folder / twin):
                continue  # to this file system both names are one
            if _sha256_of_file(self.folder, name) == known and os.access(path, os.W_OK):
                going[name] = known
            else:
                kept.append(name)
        return going, kept

    def close(self) -> None:
        """Remove the work folder; a publication that was interrupted is completed first, or left to the next run."""
        try:
            self._settle()
            self._clear()
            (self._work / "lock").unlink(missing_ok=True)
            self._work.rmdir()
        except (OSError, Untrusted):
            pass
        finally:
            os.close(self._lock)
        for folder in reversed(self._made):
            with suppress(OSError):
                folder.rmdir()

    def _prepare(self, move: Move) -> None:
        """Give the new file the rights and owner of the old one, which a second link keeps until all is done."""
        if move.old is None:
            return
        old, kept = self.folder / move.name, self._old / move.name
        _make_alike(self.new / move.name, old.stat())
        kept.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(old, kept)
        except OSError:  # a file system without links
            shutil.copy2(old, kept)

    def _write_journal(self, moves: Iterable[Move], folders: Sequence[str]) -> None:
        document = {"format": 2, "files": [asdict(move) for move in moves], "folders": folders}
        text = json.dumps(document, ensure_ascii=False)
        draft = self._work / "draft"
        with draft.open("wb") as file:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, self._work / FORWARD)  # noqa: PTH105
        _sync_folder(self._work)

    def _forward(self, moves: Sequence[Move], folders: Iterable[str]) -> None:
        for move in moves:
            target = self.folder / move.name
            if move.new is None:
                if target.exists():
                    kept = self._old / move.name
                    kept.parent.mkdir(parents=True, exist_ok=True)
                    _replace(target, kept)
            elif (staged := self.new / move.name).exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                _replace(staged, target)
        for name in sorted(folders, reverse=True):
            if not any(part.is_symlink() for part in _on_the_way(self.folder, name)):
                with suppress(OSError):  # it is not empty, or gone
                    (self.folder / name).rmdir()
        self._finish(moves)

    def _take_back(self, moves: Sequence[Move]) -> None:
        """Restore what was there, the last move first."""
        for move in reversed(moves):
            target, kept = self.folder / move.name, self._old / move.name
            if target.exists() if move.new is None else (self.new / move.name).exists():
                continue
            if kept.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                _replace(kept, target)
            elif move.old is None:
                target.unlink(missing_ok=True)
                for folder in reversed([*_on_the_way(self.folder, move.name)][:-1]):
                    with suppress(OSError):
                        folder.rmdir()
        self._finish(moves)

    def _finish(self, moves: Sequence[Move]) -> None:
        _sync(self.folder, [], folders={(self.folder / move.name).parent for move in moves})
        for name in (FORWARD, BACK):
            (self._work / name).unlink(missing_ok=True)

    def _settle(self) -> None:
        """Complete or take back what a journal names, once everything has been found to be as it says."""
        for name in (BACK, FORWARD):
            if os.path.lexists(self._work / name):
                moves, folders = _read_journal(self._work / name)
                fitting = [move for move in moves if self._fits(move)]
                if name == BACK:
                    self._take_back(fitting)
                else:
                    self._forward(fitting, folders)

    def _fits(self, move: Move) -> bool:
        """Whether the place still holds what the journal says; `Untrusted` if the journal or its files do not."""
        target = self.folder / move.name
        for top in (self.folder, self.new, self._old):
            for part in _on_the_way(top, move.name):
                expected = part.is_file() if part == top / move.name else part.is_dir()
                if part.is_symlink() or (part.exists() and not expected):
                    raise Untrusted(part)
        for path, wanted in ((self.new / move.name, move.new), (self._old / move.name, move.old)):
            if path.exists() and _sha256(path) != wanted:
                raise Untrusted(path)
        # Somebody has written into the place since: that is neither overwritten nor removed.
        return _sha256(target) in {move.old, move.new}

    def _clear(self) -> None:
        for folder in (self.new, self._old):
            if folder.is_symlink():
                raise Untrusted(folder)
            with suppress(FileNotFoundError):
                shutil.rmtree(folder)
        (self._work / "draft").unlink(missing_ok=True)


def _read_journal(path: Path) -> tuple[list[Move], list[str]]:
    try:
        if path.is_symlink() or not path.is_file():
            raise Untrusted(path)
        with path.open("rb") as file:
            document: Any = json.loads(file.read(_LARGEST_JOURNAL))
        moves = [Move(str(one["name"]), _text(one["new"]), _text(one["old"])) for one in document["files"]]
        folders = [str(name) for name in document.get("folders", ())]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        raise Untrusted(path) from None
    if not all(safe(name) for name in (*(move.name for move in moves), *folders)):
        raise Untrusted(path)
    return moves, folders


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _folded(name: str) -> str:
    """A name as file systems see it that do not tell capitals or ways of writing ü apart."""
    return unicodedata.normalize("NFC", name).casefold()


def _same_file(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def _on_the_way(folder: Path, name: str) -> Iterator[Path]:
    """Every path from the first part of ``name`` to all of it."""
    for part in PurePosixPath(name).parts:
        folder /= part
        yield folder


def _check_place(folder: Path, name: str) -> None:
    """Raise `OSError` naming what keeps a file from being put where it belongs."""
    *parents, target = _on_the_way(folder, name)
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


def _make_folder(folder: Path) -> list[Path]:
    """Make the folder; those that were made for it, from the outermost in."""
    missing = []
    for one in (folder, *folder.parents):
        if one.exists():
            break
        missing.append(one)
    folder.mkdir(parents=True, exist_ok=True)
    return missing[::-1]


def _locked(work: Path, patience: float) -> int:
    """A descriptor of the lock file, which goes with the run however it ends."""
    lock = work / "lock"
    end = time.monotonic() + patience
    while True:
        if work.is_symlink():
            raise OSError(errno.ELOOP, "is a link", str(work))
        work.mkdir(exist_ok=True)
        try:
            descriptor = os.open(lock, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
        except FileNotFoundError:  # whoever had it is just leaving
            continue
        try:
            # Whoever had the lock may have removed the file while we waited for it.
            if _lock(descriptor) and os.path.samestat(os.fstat(descriptor), lock.stat()):
                return descriptor
        except FileNotFoundError:
            pass
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)
        if time.monotonic() > end:
            raise Busy
        time.sleep(0.02)


def _lock(descriptor: int) -> bool:
    """Whether the lock is ours now. On a file system that has no locks it always is."""
    if sys.platform == "win32":
        import msvcrt

        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in {errno.EWOULDBLOCK, errno.EACCES, errno.EINTR}
    return True


def _replace(source: Path, target: Path) -> None:
    for pause in _PAUSES:
        try:
            os.replace(source, target)  # noqa: PTH105
        except OSError as error:
            if not _held(error):
                raise
            time.sleep(pause)
        else:
            return
    os.replace(source, target)  # noqa: PTH105


def _held(error: OSError) -> bool:
    """Whether somebody seems to hold a file open, on Windows or on a server that minds."""
    return error.errno in {errno.EBUSY, errno.ETXTBSY} or (
        sys.platform == "win32" and isinstance(error, PermissionError)
    )


def _make_alike(path: Path, was: os.stat_result) -> None:
    if hasattr(os, "chown"):
        now = path.stat()
        if (now.st_uid, now.st_gid) != (was.st_uid, was.st_gid):
            with suppress(PermissionError):
                os.chown(path, was.st_uid, was.st_gid)
    path.chmod(stat.S_IMODE(was.st_mode))


def _sha256(path: Path) -> str | None:
    """The hash of a file; `None` if there is none."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return None


def _sha256_of_file(folder: Path, name: str) -> str | None:
    """The hash of a file below a folder that no link leads to; `None` if there is none, or something else."""
    parts = [*_on_the_way(folder, name)]
    if any(part.is_symlink() for part in parts) or not parts[-1].is_file():
        return None
    try:
        return _sha256(parts[-1])
    except PermissionError:
        return None


def _sync(top: Path, files: Sequence[Path], *, folders: Iterable[Path] = ()) -> None:
    """Bring files and folders to the disk. A full disk may show only here."""
    folders = set(folders)
    if len(files) + len(folders) > MANY and _sync_file_system(top):
        return
    for path in files:
        with path.open("rb+") as file:
            os.fsync(file.fileno())
    for folder in folders:
        _sync_folder(folder)


def _sync_folder(folder: Path) -> None:
    if sys.platform == "win32":  # which cannot open a folder
        return
    with suppress(FileNotFoundError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _sync_file_system(top: Path) -> bool:
    """Whether the system could bring everything on the file system of ``top`` to the disk in one call."""
    if not sys.platform.startswith("linux"):
        return False
    import ctypes

    call = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
    if call is None:
        return False
    descriptor = os.open(top, os.O_RDONLY)
    try:
        if call(descriptor) == 0:
            return True
        code = ctypes.get_errno()
    finally:
        os.close(descriptor)
    if code in {errno.ENOSYS, errno.EINVAL}:
        return False
    raise OSError(code, os.strerror(code), str(top))
