"""Faults in files that a user can mend, and the exceptions that carry them."""

from collections.abc import Iterable
from typing import Literal, NamedTuple

from lmmm_report.messages import Cure, Message

Severity = Literal["error", "warning", "hint"]
"""A hint is no fault: it says what might be added or looked at again."""


class Edit(NamedTuple):
    """A change of a text: what stands between two places, counted from 1, the end not included, becomes ``text``."""

    line: int
    column: int
    end_line: int
    end_column: int
    text: str


class Problem(NamedTuple):
    """One fault in one file, with its place and its cure.

    ``line`` and ``column`` count from 1; both are ``None`` where a fault has no place in the text
    (a file that does not exist). ``path`` is the dotted way to the value (``process.rule_set``), ``hint`` says
    what to do. ``snippet`` is the source line the caret points into.
    """

    file: str
    message: Message
    line: int | None = None
    column: int | None = None
    path: str = ""
    hint: Cure = ""
    snippet: str = ""
    code: str = ""
    severity: Severity = "error"
    fix: tuple[Edit, ...] = ()
    """The cure as a change of the file, for programs; empty where it takes a decision, or was not asked for."""

    def sort_key(self) -> tuple[str, int, int, str]:
        """Order of a listing: by file, then by place."""
        return (self.file, self.line or 0, self.column or 0, self.message)


class UserError(Exception):
    """Something the user can mend. Carries at least one `Problem`; commands print them and exit with 1."""

    def __init__(self, problems: Iterable[Problem] | Problem) -> None:
        # What is wrong with a place that several files lie in is said once.
        listed = [problems] if isinstance(problems, Problem) else sorted(dict.fromkeys(problems), key=Problem.sort_key)
        if not listed:
            raise ValueError("a UserError needs at least one problem")
        self.problems: tuple[Problem, ...] = tuple(listed)
        super().__init__("; ".join(p.message for p in self.problems))

    def __reduce__(self) -> "tuple[type[UserError], tuple[tuple[Problem, ...]]]":
        """So that another process can report it."""
        return UserError, (self.problems,)
