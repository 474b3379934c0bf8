"""The last door: the only module that writes, and it writes everything or nothing."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Self

from lmmm_report.problems import Problem, UserError


class Staging:
    """Files on their way into a folder: each is on the disk as soon as it is added, in place only when all are.

    A context: what has not been published when it ends is thrown away, and what was there stays untouched. Every
    method raises `UserError` where the folder cannot be made or written to, or the disk is full.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._names: dict[str, None] = {}
        self._stage: Path | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        if self._stage is not None:
            shutil.rmtree(self._stage, ignore_errors=True)

    def add(self, name: str, content: str | bytes) -> None:
        """Write one file, called ``name`` below the folder, beside its place."""
        try:
            if self._stage is None:
                self._folder.mkdir(parents=True, exist_ok=True)
                self._stage = Path(tempfile.mkdtemp(prefix=".lmmm-report-", dir=self._folder))
            _write(self._stage / name, content)
        except OSError as error:
            raise UserError(_problem(self._folder, error)) from error
        self._names[name] = None

    def publish(self) -> tuple[Path, ...]:
        """Move every file to its place, in the order of adding."""
        if self._stage is None:
            return ()
        try:
            for name in self._names:
                target = self._folder / name
                if target.is_dir():
                    raise IsADirectoryError(errno.EISDIR, "is a folder", str(target))
            written = []
            for name in self._names:
                target = self._folder / name
                target.parent.mkdir(parents=True, exist_ok=True)
                (self._stage / name).replace(target)
                written.append(target)
            return tuple(written)
        except OSError as error:
            raise UserError(_problem(self._folder, error)) from error


def write_files(folder: Path, files: Mapping[str, str | bytes]) -> tuple[Path, ...]:
    """Write ``files`` (names below ``folder``) so that readers see either all old or all new ones.

    A failure leaves what was there untouched. Raises `UserError` as `Staging` does.
    """
    with Staging(folder) as stage:
        for name, content in files.items():
            stage.add(name, content)
        return stage.publish()


def write_file(target: Path, content: str | bytes, *, overwrite: bool = True) -> Path:
    """Write one file whole; refuses to replace an existing one unless ``overwrite``."""
    if not overwrite and target.exists():
        raise UserError(
            Problem(
                file=str(target),
                message="this file exists already",
                hint="choose another name, or remove it first",
                code="exists",
            )
        )
    return write_files(target.parent, {target.name: content})[0]


def _write(path: Path, content: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    data = content.encode() if isinstance(content, str) else content
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        # A full disk may show only here.
        os.fsync(file.fileno())
    path.chmod(0o644)


CAUSES = {
    errno.ENOSPC: ("the disk is full", "free some space, or choose another folder with -o; nothing was changed"),
    errno.EDQUOT: ("the disk quota is used up", "free some space, or choose another folder with -o"),
    errno.EACCES: ("writing there is not allowed", "choose another folder with -o, or change its permissions"),
    errno.EPERM: ("writing there is not allowed", "choose another folder with -o, or change its permissions"),
    errno.EROFS: ("that place is read-only", "choose another folder with -o"),
    errno.ENOTDIR: ("part of the path is a file, not a folder", "choose another folder with -o"),
    errno.EEXIST: ("a file is in the way of the folder", "choose another folder with -o"),
    errno.EISDIR: ("a folder is in the way of a file", "choose another folder with -o, or move that folder"),
    errno.ENAMETOOLONG: ("the name is too long", "choose a shorter path with -o"),
}


def _problem(folder: Path, error: OSError) -> Problem:
    message, hint = CAUSES.get(error.errno or 0, (error.strerror or str(error), "choose another folder with -o"))
    return Problem(file=str(folder), message=f"cannot write the output: {message}", hint=hint, code="output")
