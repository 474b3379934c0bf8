"""The last door: the only module that writes, and it writes everything or nothing."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import stat
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Self

from lmmm_report.messages import Cure, Message, say
from lmmm_report.problems import Problem, UserError
from lmmm_report.publishing.exchange import Exchange, work_beside
from lmmm_report.publishing.names import WORK, missing_folders, safe
from lmmm_report.publishing.published import Busy, NoExchange, Published, ReadOnly, Untrusted
from lmmm_report.publishing.workplace import Workplace

__all__ = ["Published", "Staging", "cause_of", "write_file", "write_files"]

PATIENCE = 10.0
"""Seconds for which a run waits while another one writes into the same folder."""


class Staging:
    """Files on their way into a folder: each is on the disk as soon as it is added, in place only when all are.

    A context: what has not been published when it ends is thrown away, and what was there stays untouched. What a run
    that was killed has left in the folder is completed or thrown away when the context begins. Every method raises
    `UserError` where the folder cannot be made or written to, or the disk is full.

    ``whole``: the folder as a whole takes the place of the old one, so that readers see all files of before or all of
    now. That also raises `UserError` where the system or the place does not allow it.
    """

    def __init__(self, folder: Path, *, whole: bool = False) -> None:
        self._folder = folder
        self._whole = whole
        self._hashes: dict[str, str] = {}
        self._removals: dict[str, str] = {}
        self._folders: dict[str, None] = {}
        self._place: Workplace | Exchange | None = None

    def __enter__(self) -> Self:
        with _told(self._folder):
            if self._whole:
                self._opened()
                return self
            for way, left in ((Exchange, work_beside(self._folder)), (Workplace, self._folder / WORK)):
                if os.path.lexists(left):
                    # Until there is something to write, another run may have finished.
                    with suppress(Busy):
                        way(self._folder, patience=0).close()
        return self

    def __exit__(self, *raised: object) -> None:
        if self._place is not None:
            self._place.close()

    def add(self, name: str, content: str | bytes) -> str:
        """Write one file, called ``name`` below the folder, beside its place. Its SHA-256."""
        return self.write(name, content if isinstance(content, bytes) else (content,))[1]

    def write(self, name: str, content: bytes | Iterable[str]) -> tuple[int, str]:
        """The same, also with a text in pieces, each of which is on the disk before the next one is made.

        The size of the file, and its SHA-256.
        """
        if not safe(name):
            raise UserError(_problem(self._folder / name, say("output.name"), say("output.name_cure")))
        pieces = (content,) if isinstance(content, bytes) else (piece.encode() for piece in content)
        digest, size = hashlib.sha256(), 0
        with _told(self._folder), self._new_file(name) as file:
            for piece in pieces:
                digest.update(piece)
                size += file.write(piece)
        self._hashes[name] = digest.hexdigest()
        return size, self._hashes[name]

    def remove(self, name: str, sha256: str) -> None:
        """Let the file ``name`` go when everything that was added is in place, if its SHA-256 then is this.

        A name that leads out of the folder, passes a link or belongs to another content is left alone, and so is a file
        that is added as well.
        """
        if safe(name):
            self._removals[name] = sha256

    def remove_folder(self, name: str) -> None:
        """Let a folder below this one go after the files, if it is empty then."""
        if safe(name):
            self._folders[name] = None

    def new_folders(self) -> tuple[str, ...]:
        """Names of the folders that will be made for what was added so far, from the outermost in."""
        return missing_folders(self._folder, self._hashes)

    def _opened(self) -> Workplace | Exchange:
        if self._place is None:
            self._place = (Exchange if self._whole else Workplace)(self._folder, patience=PATIENCE)
        return self._place

    def _new_file(self, name: str) -> BinaryIO:
        path = self._opened().new / name
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            return path.open("wb" if name in self._hashes else "xb")
        except FileExistsError:
            # Two names of ours are one to this file system, which does not tell capitals or ways of writing ü apart.
            raise UserError(_problem(self._folder / name, say("output.same"), say("output.same_cure"))) from None

    def publish(self) -> Published:
        """Put every file in its place, in the order of adding; then let go what is to go. All of it or nothing."""
        if self._place is None and not self._removals and not self._folders:
            return Published()
        with _told(self._folder):
            return self._opened().publish(self._hashes, self._removals, self._folders)


def write_files(folder: Path, files: Mapping[str, str | bytes]) -> tuple[Path, ...]:
    """Write ``files`` (names below ``folder``): either all of them or, if anything fails, none.

    Raises `UserError` as `Staging` does.
    """
    with Staging(folder) as stage:
        for name, content in files.items():
            stage.add(name, content)
        return tuple(stage.publish().files)


def write_file(target: Path, content: str | bytes, *, overwrite: bool = True) -> Path:
    """Write one file whole, with the rights and owner of the one it replaces; refuses that unless ``overwrite``.

    A link is followed, as the user has named it himself. What is no file (a device, a pipe) is written to and never
    replaced.
    """
    data = content.encode() if isinstance(content, str) else content
    with _told(target):
        descriptor = _descriptor(target)
        if descriptor is not None:
            return _write_into(target, os.dup(descriptor), data)
        try:
            found = target.stat()
        except FileNotFoundError:
            found = None
        if found is not None and not stat.S_ISREG(found.st_mode) and not stat.S_ISDIR(found.st_mode):
            return _write_into(target, os.open(target, os.O_WRONLY), data)
        if found is not None and not overwrite:
            raise UserError(_problem(target, say("output.exists"), say("output.exists_cure"), code="exists"))
        real = Path(os.path.realpath(target)) if target.is_symlink() else target
        if found is not None and _of_another(found) and os.access(real, os.W_OK):
            # Replacing it would make it ours.
            return _write_into(target, os.open(real, os.O_WRONLY | os.O_TRUNC), data)
    write_files(real.parent, {real.name: data})
    return target


def _write_into(target: Path, descriptor: int, data: bytes) -> Path:
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
    return target


def _of_another(found: os.stat_result) -> bool:
    return hasattr(os, "geteuid") and os.geteuid() not in {0, found.st_uid} and stat.S_ISREG(found.st_mode)


_DESCRIPTOR = re.compile(r"/dev/fd/(\d+)|/proc/(?:self|thread-self)/fd/(\d+)")


def _descriptor(path: Path) -> int | None:
    """The descriptor of this process that a path stands for (``/dev/stdout``), also by way of links.

    Opening such a path anew would begin at the start of a file that others are writing to.
    """
    for _ in range(40):
        name = os.path.abspath(path)  # noqa: PTH100 - resolve() follows the links
        if match := _DESCRIPTOR.fullmatch(name):
            return int(match[1] or match[2])
        if name in {"/dev/stdout", "/dev/stderr"}:
            return 1 if name.endswith("out") else 2
        if not path.is_symlink():
            return None
        path = path.parent / path.readlink()
    return None


_CAUSES = {
    errno.ENOSPC: ("output.full", "output.full_cure"),
    errno.EDQUOT: ("output.quota", "output.full_cure"),
    errno.EFBIG: ("output.too_large", "output.full_cure"),
    errno.EACCES: ("output.forbidden", "output.forbidden_cure"),
    errno.EPERM: ("output.forbidden", "output.forbidden_cure"),
    errno.EROFS: ("output.read_only_place", "output.elsewhere"),
    errno.ENOENT: ("output.no_place", "output.elsewhere"),
    errno.EIO: ("output.broken", "output.elsewhere"),
    errno.ENOTDIR: ("output.file_on_the_way", "output.elsewhere"),
    errno.EEXIST: ("output.file_in_the_way", "output.elsewhere"),
    errno.EISDIR: ("output.folder_in_the_way", "output.folder_cure"),
    errno.ENAMETOOLONG: ("output.long_name", "output.long_name_cure"),
    errno.ELOOP: ("output.link", "output.link_cure"),
    errno.EBUSY: ("output.busy_file", "output.busy_file_cure"),
    errno.ETXTBSY: ("output.busy_file", "output.busy_file_cure"),
    errno.EXDEV: ("output.other_device", "output.other_device_cure"),
    errno.EBADF: ("output.closed", "output.elsewhere"),
    errno.EPIPE: ("output.left", "output.elsewhere"),
}

_OTHER_CURES = {"mount": "output.no_exchange_mount_cure", "inside": "output.no_exchange_inside_cure"}


@contextmanager
def _told(place: Path) -> Iterator[None]:
    """Turns what the system says into what the user can do; the file is the one that could not be written."""
    try:
        yield
    except ReadOnly as error:
        file = _meant(place, error)
        raise UserError(_problem(file, say("output.read_only"), say("output.read_only_cure"))) from error
    except NoExchange as error:
        message = say("output.no_exchange", cause=say(f"output.no_exchange_{error.reason}"))
        cure = _OTHER_CURES.get(error.reason, "output.no_exchange_cure")
        raise UserError(_problem(error.path, message, say(cure), code="no_exchange")) from error
    except Busy as error:
        raise UserError(_problem(place, say("output.busy"), say("output.busy_cure"), code="busy")) from error
    except Untrusted as error:
        found = Path(error.args[0])
        beside = work_beside(place)
        hint = say("output.untrusted_cure", folder=str(beside if found.is_relative_to(beside) else place / WORK))
        raise UserError(_problem(found, say("output.untrusted"), hint)) from error
    except OSError as error:
        _, cure = _CAUSES.get(error.errno or 0, ("", "output.elsewhere"))
        message = say("output.cannot_write", cause=cause_of(error))
        raise UserError(_problem(_meant(place, error), message, say(cure))) from error


def cause_of(error: OSError) -> Message:
    """Why something could not be written, in words of our own where there are some."""
    if error.errno in _CAUSES:
        return say(_CAUSES[error.errno][0])
    return say("output.system", text=error.strerror or str(error))


def _meant(place: Path, error: OSError) -> Path:
    """The file that an error is about, in its place and not where it was being prepared."""
    named = error.filename2 or error.filename
    if not isinstance(named, str):
        return place
    path = Path(named)
    for work in (place / WORK, work_beside(place)):
        if path == work:
            return path if os.path.lexists(path) else place
        if path.is_relative_to(work):
            return place.joinpath(*path.relative_to(work).parts[1:])
    return path


def _problem(file: Path, message: Message, hint: Cure, code: str = "output") -> Problem:
    return Problem(file=str(file), message=message, hint=hint, code=code)
