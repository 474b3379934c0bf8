"""PDFs beside each other: typesetting is nearly all the work of a build, and each document stands for itself."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool, ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from types import TracebackType
from typing import Self

from lmmm_report.report.pdf.press import PdfPress, require_pdf

AHEAD = 2
"""Documents waiting for each process: enough to keep it busy, few enough that a batch needs no more memory than one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One document to be typeset: its HTML, its date, the data that goes inside."""

    name: str
    """Name of the PDF."""
    source: str
    """The profile that warnings are about."""
    html: str
    day: date
    attachment: str | None
    """`None` where the PDF is to hold nothing beyond what it shows."""
    attachment_name: str


@dataclass(frozen=True, slots=True)
class Typeset:
    """A document that is done, and the characters that it shows as a box."""

    page: Page
    pdf: bytes
    unshown: str


class Presses:
    """Typesets pages in ``jobs`` processes, or in this one where that is 1. A context: leaving it ends the processes.

    Raises `UserError` at once if PDFs cannot be made on this machine.
    """

    def __init__(self, jobs: int) -> None:
        require_pdf()
        self._jobs = jobs
        self._pool: ProcessPoolExecutor | None = None
        self._waiting: deque[tuple[Page, Future[Typeset]]] = deque()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=error is None, cancel_futures=True)

    def add(self, page: Page) -> Iterator[Typeset]:
        """Take on a page; what is done by then comes back, in the order of adding."""
        if self._jobs == 1:
            yield from self.rest()
            yield typeset(page)
            return
        self._waiting.append((page, self._submit(page)))
        while len(self._waiting) > self._jobs * AHEAD or (self._waiting and self._waiting[0][1].done()):
            yield self._next()

    def rest(self) -> Iterator[Typeset]:
        """Wait for everything that was taken on."""
        while self._waiting:
            yield self._next()

    def _next(self) -> Typeset:
        page, future = self._waiting.popleft()
        try:
            return future.result()
        except BrokenProcessPool:
            # One process that was killed takes the whole pool along. What waited there is done here, one by one.
            self._jobs = 1
            return typeset(page)

    def _submit(self, page: Page) -> Future[Typeset]:
        if self._pool is None:
            from multiprocessing import get_context

            # A fork would copy the state of libraries that do not expect it.
            self._pool = ProcessPoolExecutor(self._jobs, mp_context=get_context("spawn"), initializer=_begin)
        try:
            return self._pool.submit(typeset, page)
        except BrokenProcessPool as error:
            broken: Future[Typeset] = Future()
            broken.set_exception(error)
            return broken


_press: PdfPress | None = None


def typeset(page: Page) -> Typeset:
    """One document, typeset in this process."""
    global _press  # noqa: PLW0603 - fonts are prepared once in each process
    if _press is None:
        _press = PdfPress()
    pdf = _press.typeset(page.html, page.day, page.attachment, page.attachment_name)
    return Typeset(page, pdf, _press.unshown(page.html))


def _begin() -> None:
    """A process of the pool leaves it to its parent to end on Ctrl-C."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
