"""Work beside each other: calls that need nothing but what they are given, in several processes or in this one.

Processes are spawned, as a fork would copy the state of libraries that do not expect it. They end with the process that
began them, however it ends.
"""

from __future__ import annotations

import gc
import os
import shutil
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from lmmm_report.making.parcels import called, put, take

if TYPE_CHECKING:
    from concurrent.futures import Future
    from concurrent.futures.process import ProcessPoolExecutor
    from multiprocessing.connection import Connection

HTML_NEEDS, PDF_NEEDS = 100, 250
"""MB of a process that makes pages, and of one that typesets them as well, with something to spare."""
_SYSTEM = Path("/")
_LIMITS = (
    ("memory.max", "memory.current", "memory.stat", "inactive_file"),
    ("memory/memory.limit_in_bytes", "memory/memory.usage_in_bytes", "memory/memory.stat", "total_inactive_file"),
)
"""What a group of processes may use and uses, and how much of that are files that nobody needs at present: in both
versions of Linux's control groups."""
AHEAD = 2
"""Calls waiting for each process: enough to keep it busy, few enough that a batch needs no more memory than one."""


def processors(memory: int) -> int:
    """How many processes this machine bears, each of which needs so many MB: one for each core, if there is room."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    free = _free_memory()
    return max(1, usable if free is None else min(usable, free // memory))


def _free_memory() -> int | None:
    """MB that new processes can have, by the system and by the group of processes that this one lies in."""
    found = []
    with suppress(OSError, ValueError, LookupError):
        found.append(_figures(_SYSTEM / "proc/meminfo")["MemAvailable:"] // 1024)
    group = _SYSTEM / "sys/fs/cgroup"
    for limit, used, stat, idle in _LIMITS:
        with suppress(OSError, ValueError, LookupError):
            most, now = (int((group / name).read_text(encoding="ascii")) for name in (limit, used))
            # Files that have been read stay in memory until something else needs the room.
            found.append((most - now + _figures(group / stat)[idle]) // 2**20)
    return max(0, min(found)) if found else None


def _figures(path: Path) -> dict[str, int]:
    """The number behind the first word of each line."""
    lines = (line.split() for line in path.read_text(encoding="ascii").splitlines())
    return {line[0]: int(line[1]) for line in lines if len(line) > 1}


class Waiting(NamedTuple):
    """A call whose result somebody waits for."""

    call: Callable[[Any], Any]
    argument: Any
    future: Future[str] | None
    """`None` for what is done in this process."""


class Workers:
    """Makes calls in ``jobs`` processes, or in this one where that is 1. A context: leaving it ends the processes."""

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self._pool: ProcessPoolExecutor | None = None
        self._alive: Connection | None = None
        """As long as it is open, processes go on."""
        self._folder: TemporaryDirectory[str] | None = None
        """Where arguments and results lie on their way."""
        self._waiting: deque[Waiting] = deque()
        self._second = False
        """Whether a pool has been lost."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end(at_once=error is not None)

    @property
    def room(self) -> bool:
        """Whether more can be added without piling up."""
        return len(self._waiting) < (1 if self._jobs == 1 else self._jobs * AHEAD)

    def add(self, call: Callable[[Any], Any], argument: Any, *, here: bool = False) -> None:
        """Take on one call; ``here``: in this process, when its turn comes."""
        future = None if here or self._jobs == 1 else self._submit(call, argument)
        self._waiting.append(Waiting(call, argument, future))

    def __len__(self) -> int:
        """How many results are to come."""
        return len(self._waiting)

    def next(self) -> Any:
        """The result of what was added first."""
        one = self._waiting.popleft()
        if one.future is None:
            return one.call(one.argument)
        from concurrent.futures.process import BrokenProcessPool

        try:
            name = one.future.result()
            return take(name).given() if name else one.call(one.argument)
        except BrokenProcessPool:
            self._waiting.appendleft(one)
            self._begin_again()
            return self.next()

    def _begin_again(self) -> None:
        """A process that was killed takes its pool along: a second one does what waited there, then this process."""
        self._end(at_once=True)
        if self._second:
            self._jobs = 1
        self._second = True
        waiting, self._waiting = self._waiting, deque()
        for one in waiting:
            self.add(one.call, one.argument, here=one.future is None)

    def _submit(self, call: Callable[[Any], Any], argument: Any) -> Future[str] | None:
        from concurrent.futures import Future
        from concurrent.futures.process import BrokenProcessPool

        with _signals_held():
            folder = self._way()
            name = put(folder, argument) if folder else ""
            if not name:  # then it is done in this process
                return None
            if self._pool is None:
                self._pool = self._opened(folder)
            try:
                return self._pool.submit(called, call, name, folder)
            except BrokenProcessPool as error:
                broken: Future[str] = Future()
                broken.set_exception(error)
                return broken

    def _way(self) -> str:
        """The folder of what is on its way; empty where none can be made."""
        if self._folder is None:
            with suppress(OSError):
                self._folder = TemporaryDirectory(prefix="lmmm-report-", ignore_cleanup_errors=True)
        return self._folder.name if self._folder else ""

    def _opened(self, folder: str) -> ProcessPoolExecutor:
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import get_context

        context = get_context("spawn")
        watched, self._alive = context.Pipe(duplex=False)
        return ProcessPoolExecutor(
            self._jobs,
            mp_context=context,
            initializer=_begin,
            initargs=(watched, folder, gc.get_threshold()),
        )

    def _end(self, *, at_once: bool) -> None:
        """End all processes; ``at_once``: also in the midst of something that nobody waits for any more."""
        alive, self._alive, pool, self._pool = self._alive, None, self._pool, None
        folder, self._folder = self._folder, None
        if alive is not None and at_once:
            alive.close()
        if pool is not None:
            pool.shutdown(wait=True, cancel_futures=True)
        if alive is not None:
            alive.close()
        if folder is not None:
            folder.cleanup()


@contextmanager
def _signals_held() -> Iterator[None]:
    """A process that is being started must not meet Ctrl-C before it knows what to do: here it waits until then."""
    if sys.platform == "win32" or threading.current_thread() is not threading.main_thread():
        yield
        return
    from multiprocessing import resource_tracker

    resource_tracker.ensure_running()  # lets the signal through again where it has to begin one
    held = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, held)


def _begin(watched: Connection, folder: str, threshold: tuple[int, int, int]) -> None:
    """A process of the pool leaves Ctrl-C to the one that began it, and ends when that one does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(*threshold)
    threading.Thread(target=_end_with, args=(watched, folder), daemon=True).start()


def _end_with(watched: Connection, folder: str) -> None:
    try:
        watched.recv_bytes()
    except (EOFError, OSError):
        shutil.rmtree(folder, ignore_errors=True)  # who began it may have been killed
        os._exit(0)
