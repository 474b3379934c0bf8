"""What publishing asks of the system: locks, moves, hashes, and that all of it is on the disk."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import stat
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from lmmm_report.publishing.names import on_the_way
from lmmm_report.publishing.published import Busy

MANY = 8
"""So many files are brought to the disk by one call for the file system, fewer one by one."""
_PAUSES = (0.05, 0.1, 0.2, 0.4, 0.8)
"""Seconds to wait for a file that somebody holds open where that keeps others from replacing it."""


def make_folder(folder: Path) -> list[Path]:
    """Make the folder; those that were made for it, from the outermost in."""
    missing = []
    for one in (folder, *folder.parents):
        if one.exists():
            break
        missing.append(one)
    folder.mkdir(parents=True, exist_ok=True)
    return missing[::-1]


def locked(work: Path, patience: float) -> int:
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


def replace(source: Path, target: Path) -> None:
    """Put a file in the place of another one, with patience for whoever holds that open."""
    for pause in _PAUSES:
        try:
            os.replace(source, target)  # noqa: PTH105
        except OSError as error:
            if not held(error):
                raise
            time.sleep(pause)
        else:
            return
    os.replace(source, target)  # noqa: PTH105


def held(error: OSError) -> bool:
    """Whether somebody seems to hold a file open, on Windows or on a server that minds."""
    return error.errno in {errno.EBUSY, errno.ETXTBSY} or (
        sys.platform == "win32" and isinstance(error, PermissionError)
    )


def make_alike(path: Path, was: os.stat_result) -> None:
    """Give a file or folder the rights of another one, and its owner where we may."""
    if hasattr(os, "chown"):
        now = path.stat()
        if (now.st_uid, now.st_gid) != (was.st_uid, was.st_gid):
            with suppress(PermissionError):
                os.chown(path, was.st_uid, was.st_gid)
    path.chmod(stat.S_IMODE(was.st_mode))


def sha256(path: Path) -> str | None:
    """The hash of a file; `None` if there is none."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return None


def sha256_below(folder: Path, name: str) -> str | None:
    """The hash of a file below a folder that no link leads to; `None` if there is none, or something else."""
    parts = [*on_the_way(folder, name)]
    if any(part.is_symlink() for part in parts) or not parts[-1].is_file():
        return None
    try:
        return sha256(parts[-1])
    except PermissionError:
        return None


def sync(top: Path, files: Iterable[Path], count: int, *, folders: Iterable[Path] = ()) -> None:
    """Bring ``count`` files, and folders, to the disk. A full disk may show only here."""
    folders = set(folders)
    if count + len(folders) > MANY and sync_file_system(top):
        return
    for path in files:
        with path.open("rb+") as file:
            os.fsync(file.fileno())
    for folder in folders:
        sync_folder(folder)


def sync_folder(folder: Path) -> None:
    """Bring to the disk which files a folder has."""
    if sys.platform == "win32":  # which cannot open a folder
        return
    with suppress(FileNotFoundError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def sync_file_system(top: Path) -> bool:
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


def same_file(one: Path, other: Path) -> bool:
    """Whether two paths lead to one file."""
    try:
        return one.samefile(other)
    except OSError:
        return False


_EXCHANGE, _HERE = 2, -100


def swap(one: Path, other: Path) -> None:
    """Let two folders take each other's place from one moment to the next.

    Raises `OSError`: ENOSYS where the system cannot, EINVAL where the file system cannot, EBUSY where one is a mount
    point, EXDEV where they do not lie in the same file system.
    """
    if not sys.platform.startswith("linux"):
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS), str(one), None, str(other))
    import ctypes

    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    code = errno.ENOSYS
    if call is not None:
        if call(_HERE, os.fsencode(one), _HERE, os.fsencode(other), ctypes.c_uint(_EXCHANGE)) == 0:
            return
        code = ctypes.get_errno()
    raise OSError(code, os.strerror(code), str(one), None, str(other))


def mount_points() -> frozenset[str]:
    """Where file systems are mounted, also parts of others; empty where the system does not say."""
    try:
        lines = Path("/proc/self/mountinfo").read_bytes().splitlines()
    except OSError:
        return frozenset()
    return frozenset(
        re.sub(rb"\\([0-7]{3})", lambda found: bytes([int(found[1], 8)]), line.split(b" ")[4]).decode(
            errors="surrogateescape"
        )
        for line in lines
        if line.count(b" ") >= 4
    )
