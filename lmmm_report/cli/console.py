"""What commands say: problems in their formats, progress, plain lines."""

import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import click

from lmmm_report.cli.snippets import broken, source_lines
from lmmm_report.messages import ENGLISH, LANGUAGES, in_language, say
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
        left = said(say("cli.time_left"))
        with click.progressbar(length=length, label=said(label), file=sys.stderr, info_sep=" ") as bar:
            # Until the time is known, nothing is said to be left.
            bar.item_show_func = lambda item: f"{left if bar.eta_known else ''} {item}" if item else ""
            yield lambda item: bar.update(1, item)


_SPOKEN = {"asked": "", "profile": ""}
"""The language of this call of the program, as an option asks for it and as the profiles that it is about state it."""
_NAMED: list[str] = []
"""Files and folders that the call names, until something has to be said: most calls that succeed say nothing."""


def speak(*, asked: str | None = None, profile: str | None = None) -> None:
    """Say what follows in the language that was asked for, or, if none was, in that of the profiles (empty: any)."""
    _NAMED.clear()
    if asked is not None:
        _SPOKEN["asked"] = asked if asked in LANGUAGES else ""
    if profile is not None:
        _SPOKEN["profile"] = profile if profile in LANGUAGES else ""


def speak_as_named(paths: Iterable[str]) -> None:
    """Say what follows, if no language was asked for, in that of the profiles a call names; looked up when due."""
    _NAMED[:] = paths


def language(files: Iterable[str] = ()) -> str:
    """The language of what the program says, of ``files`` or at all.

    As an option or `LANGUAGE_VARIABLE` asks for it, else that of the profiles, else as the system is set.
    """
    if _SPOKEN["asked"]:
        return _SPOKEN["asked"]
    if stated := os.environ.get(LANGUAGE_VARIABLE):
        return "de" if stated.lower().startswith("de") else ENGLISH
    named = tuple(files)
    if named:
        from lmmm_report.making.speaking import language_of

        if of_files := language_of(named):
            return of_files
    if _NAMED:
        from lmmm_report.making.speaking import language_of_named

        speak(profile=language_of_named(tuple(_NAMED)))
    if _SPOKEN["profile"]:
        return _SPOKEN["profile"]
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if stated := os.environ.get(variable):
            return "de" if stated.lower().startswith("de") else ENGLISH
    return ENGLISH


def said(text: str) -> str:
    """A text in the language of the user, if it is a message."""
    return in_language(text, language())


_ENDS = r"\n\r\v\f\x85\u2028\u2029"
_COMMAND = re.compile(rf"(?:(?<=[{_ENDS}])|\A)([^\S{_ENDS}]*)::")
_COMMAND_ANYWHERE = re.compile(r"##(?=\w*\[)")


def _disarmed(text: str) -> str:
    """A text of which no pipeline takes a line for a command of its own, whatever names are in it.

    The runner of GitHub obeys a line that begins with ``::``, blanks before it or not, and ``##[`` anywhere in it, that
    of Azure ``##vso[``, that of TeamCity ``##teamcity[``.
    """
    if "::" in text:
        text = _COMMAND.sub(r"\1: :", text)
    return _COMMAND_ANYWHERE.sub("# #", text) if "##" in text else text


def tell(text: str, *, err: bool = False, end: bool = True) -> None:
    """A text for people, and a line end unless it has its own; all that is no document leaves the program here."""
    click.echo(_disarmed(said(text)), err=err, nl=end)


def hand_on(document: str | bytes) -> None:
    """A document for programs to standard output, as its format wants it."""
    click.echo(document, nl=False)


def complain(text: str) -> None:
    """A line to standard error."""
    tell(text, err=True)


def print_problems(problems: Sequence[Problem]) -> None:
    """Problems for people, to standard error."""
    spoken = language(problem.file for problem in problems)
    width = _width() if problems and sys.stderr.isatty() else 0
    colours = bool(width) and not os.environ.get("NO_COLOR")
    for problem in problems[:MOST_SHOWN]:
        complain(as_text(problem, spoken, width=width, colours=colours))
    if len(problems) > MOST_SHOWN:
        complain(say("cli.more_problems", count=len(problems) - MOST_SHOWN).said_in(spoken))


def _width() -> int:
    from shutil import get_terminal_size  # for most calls nothing is broken between words

    return get_terminal_size().columns


def as_text(problem: Problem, spoken: str = "", *, width: int = 0, colours: bool = False) -> str:
    """``file:line:column: message`` with the source line, a caret and the cure; a hint in one line.

    ``spoken`` is the language (empty: the user's). For a terminal of ``width`` columns the source line is cut around
    the caret, and sentences are broken between words.
    """
    # A name of a file may hold what moves the cursor or looks like another line.
    place = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in problem.file)
    if problem.line is not None:
        place += f":{problem.line}:{problem.column or 1}"
    spoken = spoken or language()
    message = in_language(problem.message, spoken)
    if problem.severity == "hint":
        return broken(f"{place}: {message}", width)
    if problem.severity == "warning":
        message = say("cli.warning", message=message).said_in(spoken)
    head = broken(f"{place}: {message}", width)
    lines = [head]
    if colours:
        lines = [click.style(place, bold=True) + head.removeprefix(place)]
    if problem.snippet and problem.line is not None:
        lines += source_lines(problem, width, colours=colours)
    if problem.hint:
        lines.append(broken(f"  {in_language(problem.hint, spoken)}", width))
    return "\n".join(lines)
