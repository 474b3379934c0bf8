"""Runs that die or fail at a given call of the system: copies of the test's process.

What changes something on the disk goes through `CALLS`, so each of them is a step at which a run may end.
"""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Any

from lmmm_report.output import Published, Staging
from lmmm_report.problems import Problem, UserError
from lmmm_report.publishing import exchange
from lmmm_report.publishing.names import WORK

CALLS = ("replace", "rename", "link", "mkdir", "unlink", "rmdir", "open", "fsync", "chmod", "utime")
"""What changes something on the disk goes through these, and through ``swap``."""

SAME = {"same.html": "the same in both"}
OLD = {"a.html": "old a", "deep/b.html": "old b", "gone/far/d.html": "old d", "index.html": "old index", **SAME}
NEW = {"a.html": "new a", "deep/b.html": "new b", "deep/new/c.html": "new c", "index.html": "new index", **SAME}
DIED, SURVIVED = 9, 0


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def files_in(folder: Path) -> dict[str, str]:
    return {p.relative_to(folder).as_posix(): p.read_text() for p in folder.rglob("*") if p.is_file()}


def names_below(folder: Path) -> set[str]:
    """Everything that is there, also folders and what is hidden."""
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*")}


def shown(folder: Path) -> dict[str, str]:
    return {name: text for name, text in files_in(folder).items() if not name.startswith(".")}


def in_a_child(do: Callable[[], object]) -> int:
    """The exit code of a copy of this process that does something."""
    pid = os.fork()
    if pid == 0:
        try:
            do()
        except BaseException:
            os._exit(1)
        os._exit(SURVIVED)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def at_step(step: int, happens: Callable[[str], None], do: Callable[[], object]) -> Callable[[], int]:
    """As ``do``, but before the call of this number something happens; gives the number of calls."""

    def run() -> int:
        count = 0

        def watched(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
            def counted(*args: Any, **kwargs: Any) -> Any:
                nonlocal count
                count += 1
                if count == step:
                    happens(name)
                return call(*args, **kwargs)

            return counted

        real = {name: getattr(os, name) for name in CALLS}
        swap = exchange.swap
        for name, call in real.items():
            setattr(os, name, watched(name, call))
        exchange.swap = watched("swap", swap)
        try:
            do()
        finally:
            exchange.swap = swap
            for name, call in real.items():
                setattr(os, name, call)
        return count

    return run


def dying_at(step: int, do: Callable[[], object]) -> Callable[[], int]:
    """As ``do``, but dies before the call of this number."""
    return at_step(step, lambda _: os._exit(DIED), do)


def full_at(step: int, do: Callable[[], object]) -> Callable[[], int]:
    """As ``do``, but at the call of this number the disk is full."""

    def happens(name: str) -> None:
        if name not in {"unlink", "rmdir"}:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    return at_step(step, happens, do)


def failing_at(target: str, do: Callable[[], object]) -> Callable[[], None]:
    """As ``do``, but a file of this name cannot be replaced."""

    def run() -> None:
        real = os.replace

        def replace(source: Any, destination: Any) -> None:
            if Path(destination).name == target and WORK not in Path(destination).parts:
                raise PermissionError(errno.EACCES, "locked", str(source), None, str(destination))
            real(source, destination)

        os.replace = replace
        try:
            do()
        finally:
            os.replace = real

    return run


def publish(folder: Path, files: dict[str, str], before: dict[str, str], *, whole: bool = False) -> Published:
    """What a run does that knows what an earlier one has made."""
    with Staging(folder, whole=whole) as stage:
        for name, text in files.items():
            stage.add(name, text)
        for name, text in before.items():
            stage.remove(name, sha(text))
        for parent in {parent for name in before for parent in PurePosixPath(name).parents}:
            stage.remove_folder(parent.as_posix())
        return stage.publish()


def publish_new(folder: Path, *, whole: bool = False) -> Callable[[], object]:
    return lambda: publish(folder, NEW, OLD, whole=whole)


def look_in(folder: Path, *, whole: bool = False) -> None:
    """The next run into the folder, which writes nothing itself."""
    with Staging(folder, whole=whole):
        pass


def refusals(do: Callable[[], object]) -> tuple[Problem, ...]:
    """The problems for which something is not done; none if it is."""
    try:
        do()
    except UserError as error:
        return tuple(error.problems)
    return ()
