"""What whoever makes something tells whoever asked for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from lmmm_report.problems import Problem


class Listener(Protocol):
    """Hears what is being made."""

    def detail(self, text: str) -> None:
        """A line for those who want to know everything."""
        ...

    def warn(self, problems: Sequence[Problem]) -> None:
        """Warnings about files of the user."""
        ...

    def progress(self, length: int, label: str) -> AbstractContextManager[Callable[[str], None]]:
        """Work of ``length`` parts begins; the function that is yielded is called with the name of each."""
        ...
