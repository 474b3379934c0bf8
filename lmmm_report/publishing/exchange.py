"""A whole folder put in the place of another one from one moment to the next.

The new folder is made beside the old one: what was added, and a second link to everything else that stands in the
old one, whoever has put it there. Then both take each other's place by one call of the system, and the old one is
removed. So whoever reads sees all of the old state or all of the new one. Whoever is killed before the call has changed
nothing; after it the next run removes what is left.

Nothing in a work folder that was found is trusted: it is thrown away, unless the system knows the folder in place by
the number that the journal names.
"""

from __future__ import annotations

import errno
import os
import shutil
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import Any

from lmmm_report.publishing.changes import changes_in
from lmmm_report.publishing.journal import DRAFT, Journal
from lmmm_report.publishing.names import WORK, folded, on_the_way, safe
from lmmm_report.publishing.published import NoExchange, Published, Untrusted
from lmmm_report.publishing.system import locked, make_alike, make_folder, mount_points, swap, sync, sync_folder
from lmmm_report.publishing.workplace import Workplace, leave

JOURNAL = "exchange.json"
"""Name of the journal."""


def work_beside(folder: Path) -> Path:
    """The work folder for exchanging a folder; it lies beside the one that a link leads to."""
    place = Path(os.path.realpath(folder))
    return place.with_name(f".{place.name}{WORK}") if place.name else place / WORK


class Exchange:
    """The work folder of one run, locked. Opening it removes what an earlier run has left.

    Waits ``patience`` seconds for another run. Raises `NoExchange` where the system or the place does not allow it,
    `Busy`, `Untrusted` and `OSError`.
    """

    def __init__(self, folder: Path, *, patience: float) -> None:
        self.folder = folder
        self._place = Path(os.path.realpath(folder))
        self._patience = patience
        if folder.is_symlink() and not self._place.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(folder))
        _refuse(self._place)
        self._work = work_beside(folder)
        self.new = self._work / "new"
        self._made = make_folder(self._work.parent)
        self._lock = locked(self._work, patience)
        try:
            self._settle()
            if os.path.lexists(self._place / WORK):
                Workplace(self._place, patience=patience).close()
            self._try_out()
            self.new.mkdir()
        except BaseException:
            self.close()
            raise

    def publish(
        self, files: Mapping[str, str], removals: Mapping[str, str] | None = None, folders: Iterable[str] = ()
    ) -> Published:
        """Let a folder with these files (name to SHA-256), and all else that is there, take the place of the old one.

        ``removals`` (name to SHA-256) are left out where their content is that, ``folders`` where they are empty.
        """
        with self._alone():
            changes, done = changes_in(self.folder, files, removals or {}, folders)
            if changes.moves or changes.folders:
                for name in done.unchanged:
                    (self.new / name).unlink()
                carried = self._carry(changes)
                for name in sorted(changes.folders, reverse=True):
                    with suppress(OSError):  # it is not empty, or gone
                        (self.new / name).rmdir()
                coming = [move for move in changes.moves if move.new is not None]
                sync(self._work, (self.new / move.name for move in coming), len(coming))
                self._take_place(
                    Journal(
                        moves=changes.moves, folders=changes.folders, staged=self.new.stat().st_ino, carried=carried
                    )
                )
        return done

    def close(self) -> None:
        """Remove the work folder and with it whatever is not in place."""
        leave(self._work, self._lock, self._made, self._settle)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keeps away whoever would publish into the folder file by file."""
        inside = Workplace(self._place, patience=self._patience) if self._place.exists() else None
        try:
            yield
        finally:
            if inside is not None:
                inside.close()

    def _take_place(self, journal: Journal) -> None:
        journal.write(self._work / JOURNAL)
        change = swap if self._place.exists() else os.rename
        try:
            change(self.new, self._place)
        except OSError as error:
            raise _why(error, self._place) from error
        try:
            sync_folder(self._place.parent)
            sync_folder(self._work)
        except OSError:
            change(*((self.new, self._place) if change is swap else (self._place, self.new)))
            raise
        with suppress(OSError):  # what is left is removed when this ends, or by the next run
            self._settle()

    def _try_out(self) -> None:
        """Raise `NoExchange` if the file system knows no exchange."""
        one, other = self._work / "one", self._work / "other"
        try:
            for folder in (one, other):
                folder.mkdir(exist_ok=True)
            swap(one, other)
        except OSError as error:
            raise _why(error, self._place) from error
        finally:
            for folder in (one, other):
                with suppress(OSError):
                    folder.rmdir()

    def _carry(self, changes: Journal) -> dict[str, int]:
        """Give the new folder a second link to everything that stays: by name the numbers of files, 0 for folders."""
        if not self._place.exists():
            return {}
        ours = {move.name: move for move in changes.moves}
        coming = {folded(move.name) for move in changes.moves if move.new is not None}
        folders = [""]
        carried: dict[str, int] = {}
        device = self._place.stat().st_dev
        for below in folders:  # which grows
            for entry in _entries(self._place / below):
                name = f"{below}/{entry.name}" if below else entry.name
                was = entry.stat(follow_symlinks=False)
                if name == WORK:
                    continue
                if was.st_dev != device:
                    raise NoExchange("mount_inside", Path(entry.path))
                if stat.S_ISDIR(was.st_mode):
                    (self.new / name).mkdir(exist_ok=True)
                    folders.append(name)
                    carried[name] = 0
                elif name not in ours:
                    if self._link(entry.path, name, coming):
                        carried[name] = was.st_ino
                elif ours[name].new is not None:
                    make_alike(self.new / name, was)
        for below in reversed(folders):
            make_alike(self.new / below, (self._place / below).stat())
            shutil.copystat(self._place / below, self.new / below)
        return {name: number for name, number in carried.items() if safe(name)}

    def _link(self, path: str, name: str, coming: set[str]) -> bool:
        """Whether a file has got its second link; not if to this file system one of ours has its name."""
        try:
            os.link(path, self.new / name, follow_symlinks=False)
        except FileExistsError:
            if folded(name) in coming:
                return False
            raise
        except OSError as error:
            if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EIO}:
                raise
            reason = "mount_inside" if error.errno == errno.EXDEV else "no_link"
            raise NoExchange(reason, Path(path)) from error
        return True

    def _settle(self) -> None:
        """Remove what is not in place. What somebody has written into the old folder at the last moment is kept."""
        journal = self._work / JOURNAL
        if os.path.lexists(journal):
            found = Journal.read(journal)
            if self.new.is_dir() and not self.new.is_symlink() and found.staged == _number(self._place):
                self._keep_late(found)
            journal.unlink()  # first, as what is half removed looks like what others have removed
        _remove(self.new)
        (self._work / DRAFT).unlink(missing_ok=True)

    def _keep_late(self, journal: Journal) -> None:
        """Do in the new folder what others have done in the old one since it was carried over."""
        ours = {move.name for move in journal.moves}
        there = dict(_files_below(self.new))
        for name, number in there.items():
            now = self._place / name
            if name in ours or any(part.is_symlink() for part in [*on_the_way(self._place, name)][:-1]):
                continue
            known = journal.carried.get(name)
            if number != known and _number(now) in {known, None}:
                with suppress(OSError):
                    now.parent.mkdir(parents=True, exist_ok=True)
                    os.replace(self.new / name, now)  # noqa: PTH105
        for name, number in journal.carried.items():
            if number and name not in there and name not in ours and _number(self._place / name) == number:
                with suppress(OSError):
                    (self._place / name).unlink()


def _refuse(place: Path) -> None:
    """Raise `NoExchange` if a folder cannot be exchanged where it is."""
    if str(place) in mount_points() or place == place.parent or place.is_mount():
        raise NoExchange("mount", place)
    with suppress(FileNotFoundError):  # where we are may be gone
        if Path.cwd().is_relative_to(place):
            raise NoExchange("inside", place)


_REASONS = {errno.EBUSY: "mount", errno.EXDEV: "layers", errno.ENOSYS: "system", errno.EPERM: "system"}
_UNKNOWN_THERE = {errno.EINVAL, errno.EOPNOTSUPP, errno.ENOTSUP}


def _why(error: OSError, place: Path) -> OSError:
    code = error.errno or 0
    reason = "file_system" if code in _UNKNOWN_THERE else _REASONS.get(code)
    return NoExchange(reason, place) if reason else error


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return list(entries)


def _files_below(folder: Path) -> Iterator[tuple[str, int]]:
    """All that is no folder, below one and outside of its work folder, with the number of each."""
    folders = [PurePosixPath()]
    for below in folders:  # which grows
        for entry in _entries(folder / below):
            name = below / entry.name
            if name.as_posix() == WORK:
                continue
            if entry.is_dir(follow_symlinks=False):
                folders.append(name)
            else:
                yield name.as_posix(), entry.inode()


def _number(path: Path) -> int | None:
    try:
        return path.lstat().st_ino
    except (FileNotFoundError, NotADirectoryError):
        return None


def _remove(folder: Path) -> None:
    """Remove a folder that no link leads to, also what is in it and may not be written to."""
    if folder.is_symlink():
        raise Untrusted(folder)

    def allow(call: Callable[..., Any], path: str, _: Any) -> None:
        parent = Path(path).parent
        if not parent.is_relative_to(folder):
            raise  # noqa: PLE0704 - called while the error is handled
        parent.chmod(0o700)
        if Path(path).is_dir() and not Path(path).is_symlink():
            Path(path).chmod(0o700)
            shutil.rmtree(path)
        else:
            call(path)

    with suppress(FileNotFoundError):
        shutil.rmtree(folder, onerror=allow)
