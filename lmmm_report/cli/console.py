"""What commands say: problems in their formats, progress, plain lines."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import click

from lmmm_report.messages import ENGLISH, in_language, say
from lmmm_report.problems import Problem

LANGUAGE_VARIABLE = "LMMM_REPORT_LANG"
"""Environment variable: de or en, in front of what the system says."""

MOST_SHOWN = 200
"""Problems that are printed; a file with more has one cause."""


class WrongUsage(click.UsageError):
    """The program was called in a way that it does not know; exit code 2."""

    def format_message(self) -> str:
        """The sentence in the language of the user."""
        return said(self.message)


class Console(NamedTuple):
    """How much a command says."""

    quiet: bool = False
    verbose: int = 0
    model: Path | None = None
    """The folder of a model, or a file that extends the built-in one; `None` for the built-in model."""

    def say(self, text: str) -> None:
        """A line about what was done, unless quiet."""
        if not self.quiet:
            complain(text)

    def detail(self, text: str) -> None:
        """A line that only -v asks for."""
        if self.verbose and not self.quiet:
            complain(text)

    def warn(self, problems: Sequence[Problem]) -> None:
        """Warnings, unless quiet."""
        if not self.quiet:
            print_problems(problems)

    @contextmanager
    def progress(self, length: int, label: str) -> Iterator[Any]:
        """A progress bar on an interactive terminal; nothing in a pipe. Yields a function that advances it by one."""
        if self.quiet or length < 2 or not sys.stderr.isatty():
            yield lambda _: None
            return
        with click.progressbar(
            length=length, label=said(label), file=sys.stderr, show_eta=False, item_show_func=lambda item: item or ""
        ) as bar:
            yield lambda item: bar.update(1, item)


def language() -> str:
    """The language of what the program says: as asked for by `LANGUAGE_VARIABLE`, else as the system is set."""
    for variable in (LANGUAGE_VARIABLE, "LC_ALL", "LC_MESSAGES", "LANG"):
        if stated := os.environ.get(variable):
            return "de" if stated.lower().startswith("de") else ENGLISH
    return ENGLISH


def said(text: str) -> str:
    """A text in the language of the user, if it is a message."""
    return in_language(text, language())


def complain(text: str) -> None:
    """A line to standard error."""
    click.echo(said(text), err=True)


def print_problems(problems: Sequence[Problem]) -> None:
    """Problems for people, to standard error."""
    for problem in problems[:MOST_SHOWN]:
        complain(as_text(problem))
    if len(problems) > MOST_SHOWN:
        complain(say("cli.more_problems", count=len(problems) - MOST_SHOWN))


def as_text(problem: Problem) -> str:
    """``file:line:column: message`` with the source line, a caret and the cure; a hint in one line."""
    # A name of a file may hold what moves the cursor or looks like another line.
    place = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in problem.file)
    if problem.line is not None:
        place += f":{problem.line}:{problem.column or 1}"
    message = said(problem.message)
    if problem.severity == "hint":
        return f"{place}: {message}"
    lines = [f"{place}: " + (said(say("cli.warning", message=message)) if problem.severity == "warning" else message)]
    if problem.snippet and problem.line is not None:
        number = str(problem.line)
        lines.append(f"  {number} | {problem.snippet}")
        if problem.column is not None and problem.column <= len(problem.snippet) + 1:
            lines.append(f"  {' ' * len(number)} | {' ' * (problem.column - 1)}^")
    if problem.hint:
        lines.append(f"  {said(problem.hint)}")
    return "\n".join(lines)
