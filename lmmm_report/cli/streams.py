"""Standard input and output as commands may count on them: UTF-8, never missing, no exception for a character.

A terminal keeps its encoding, and a character that it cannot show gets a replacement. What goes into a file or a pipe
is UTF-8 whatever the machine's settings are.
"""

from __future__ import annotations

import io
import os
import sys
from typing import TextIO


class Unwritable(Exception):  # noqa: N818 - a state of the world
    """Standard output takes nothing more. Not an `OSError`, so that nobody takes it for a fault of a file."""

    def __init__(self, error: OSError) -> None:
        super().__init__(error)
        self.error = error


class _Output(io.TextIOWrapper):
    def write(self, text: str) -> int:
        try:
            return super().write(text)
        except OSError as error:
            _silence(self)
            raise Unwritable(error) from error

    def flush(self) -> None:
        try:
            super().flush()
        except OSError as error:
            _silence(self)
            raise Unwritable(error) from error


class _Errors(io.TextIOWrapper):
    """There is no other place to complain about a place for complaints."""

    def write(self, text: str) -> int:
        try:
            return super().write(text)
        except OSError:
            _silence(self)
            return len(text)

    def flush(self) -> None:
        try:
            super().flush()
        except OSError:
            _silence(self)


def prepare_streams() -> None:
    """Put the standard streams in order; once, before anything is read or said."""
    _open_missing()
    sys.stdout = _wrapped(sys.stdout, 1, _Output)
    sys.stderr = _wrapped(sys.stderr, 2, _Errors)
    stdin: TextIO = sys.stdin or open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - the stream of the process
    if isinstance(stdin, io.TextIOWrapper):
        # Bytes that are no text are refused by whoever needs a text, with words of its own.
        stdin.reconfigure(encoding=stdin.encoding if stdin.isatty() else "utf-8", errors="surrogateescape")
    sys.stdin = stdin


def _open_missing() -> None:
    """A closed descriptor would be given to the next file that is opened, and messages would land in it."""
    for descriptor, mode in enumerate((os.O_RDONLY, os.O_RDONLY, os.O_WRONLY)):
        try:
            os.fstat(descriptor)
        except OSError:
            # Standard output is opened for reading: a result that nobody gets is a fault and has to show.
            os.open(os.devnull, mode)


def _wrapped(stream: TextIO | None, descriptor: int, kind: type[io.TextIOWrapper]) -> io.TextIOWrapper:
    if isinstance(stream, io.TextIOWrapper):
        terminal, encoding = stream.isatty(), stream.encoding
        buffer = stream.detach()
    else:
        terminal, encoding = False, "utf-8"
        buffer = open(descriptor, "wb", closefd=False)  # noqa: SIM115 - the stream of the process
    return kind(
        buffer,
        encoding=encoding if terminal else "utf-8",
        errors="replace" if terminal else "backslashreplace",
        line_buffering=terminal or descriptor == 2,
    )


def _silence(stream: io.TextIOWrapper) -> None:
    """Lead what is still in the buffers to nowhere, or Python complains at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
