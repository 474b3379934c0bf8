"""What browsers wait for: that something was written, or that something is wrong. Written by one, read by many."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from lmmm_report.problems import Problem

ALL = ""
"""Stands for all pages where the name of a report is expected."""


class News:
    """The problems by the name of the report that they keep from being made, and a number that counts what happens."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._number = 0
        self._problems: Mapping[str, Sequence[Problem]] = MappingProxyType({})
        self._closed = False

    @property
    def number(self) -> int:
        """How much has happened."""
        return self._number

    @property
    def closed(self) -> bool:
        """Whether nothing will happen any more."""
        return self._closed

    def written(self) -> None:
        """Files have been written."""
        with self._condition:
            self._happened()

    def found(self, problems: Mapping[str, Sequence[Problem]]) -> None:
        """These problems are there now; under `ALL` those that concern every report."""
        with self._condition:
            self._problems = MappingProxyType({name: tuple(some) for name, some in problems.items() if some})
            self._happened()

    def close(self) -> None:
        """Nothing will happen any more: whoever waits is let go."""
        with self._condition:
            self._closed = True
            self._happened()

    def wait(self, number: int, seconds: float) -> int:
        """Wait until more than ``number`` has happened, or for so long: the number now."""
        with self._condition:
            self._condition.wait_for(lambda: self._number != number or self._closed, seconds)
            return self._number

    def problems_of(self, report: str | None) -> tuple[Problem, ...]:
        """What is to be told on the pages of a report; `None`: on pages that are about all of them."""
        with self._condition:
            names = self._problems if report is None else (ALL, report)
            # The same fault of a template may keep several from being made.
            return tuple(dict.fromkeys(problem for name in names for problem in self._problems.get(name, ())))

    def _happened(self) -> None:
        self._number += 1
        self._condition.notify_all()
