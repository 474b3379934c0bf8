"""Cures that a program can apply: each is tried on the file before it is offered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from lmmm_report.editing.fixing import Text, applied, fix_of
from lmmm_report.load.yaml.text import read_bytes
from lmmm_report.problems import Problem, UserError

Check = Callable[[bytes, str], Sequence[Problem]]
"""Everything that is wrong with the bytes of a profile of this name."""

MOST_TRIED = 200
"""So many cures are tried in one file."""


def with_fixes(file: Path, problems: Iterable[Problem], check: Check) -> Iterator[Problem]:
    """The problems of one file, those with a cure that works with it as a change of the text.

    A cure works if its problem is gone and nothing else is wrong that was not wrong before; behind a place where YAML
    could not be read on, there may be more.
    """
    listed = list(problems)
    try:
        text = Text(read_bytes(file).decode().removeprefix("\ufeff"))
    except (UserError, UnicodeDecodeError):
        yield from listed
        return
    before = {(problem.path, problem.message) for problem in listed}
    unread = any(not problem.path for problem in listed)
    for number, problem in enumerate(listed):
        edits = () if number >= MOST_TRIED or problem.severity == "hint" else fix_of(problem, text)
        if edits:
            left = check(applied(text.text, edits).encode(), str(file))
            gone = not any(other.message == problem.message and other.line == problem.line for other in left)
            if unread:
                good = gone and not any(_blocks(other, problem) for other in left)
            else:
                good = gone and all((other.path, other.message) in before for other in left)
            edits = edits if good else ()
        yield problem._replace(fix=edits)


def _blocks(other: Problem, problem: Problem) -> bool:
    """Whether reading breaks off no later than before."""
    return not other.path and (other.line or 0, other.column or 0) <= (problem.line or 0, problem.column or 0)
