"""What may stand behind an option or in place of an argument, and what is said, in our own words, of what may not."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from lmmm_report.cli.console import WrongUsage
from lmmm_report.cli.help import stand_in
from lmmm_report.messages import Message, say

DAY = "%Y-%m-%d"


class Choice(click.Choice[str]):
    """One of several words."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The word."""
        if value in self.choices:
            return str(value)
        from difflib import get_close_matches

        near = get_close_matches(str(value), self.choices, n=1)
        parts = {"name": _name(param), "value": str(value), "known": ", ".join(self.choices)}
        raise _refused(
            say("usage.no_choice_meant", near=near[0], **parts) if near else say("usage.no_choice", **parts), ctx
        )


class Whole(click.IntRange):
    """A whole number from ``least`` to ``most``."""

    name = "number"

    def __init__(self, least: int, most: int) -> None:
        """Both ends are allowed."""
        super().__init__(least, most)
        self.least, self.most = least, most

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number."""
        try:
            number = int(value)
        except ValueError:
            raise _refused(say("usage.no_number", name=_name(param), value=str(value)), ctx) from None
        if not self.least <= number <= self.most:
            least, most = str(self.least), str(self.most)
            raise _refused(say("usage.out_of_range", name=_name(param), value=str(number), least=least, most=most), ctx)
        return number


class Day(click.DateTime):
    """A day, as ``2026-11-02``."""

    def __init__(self) -> None:
        """In this form only."""
        super().__init__([DAY])

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """What stands for it on the help page."""
        return stand_in("YYYY-MM-DD")

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """The day, at midnight."""
        if isinstance(value, datetime):
            return value
        try:
            return datetime.strptime(value, DAY)  # noqa: DTZ007 - a day of the user's
        except ValueError:
            raise _refused(say("usage.no_day", name=_name(param), value=str(value)), ctx) from None


class Place(click.Path[Path]):
    """A file or a folder. As with Click it may have to exist, and only one of the two may be meant."""

    def __init__(self, *, exists: bool = False, file_okay: bool = True, dir_okay: bool = True) -> None:
        """With no option any path will do."""
        super().__init__(path_type=Path, exists=exists, file_okay=file_okay, dir_okay=dir_okay)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The path."""
        if not os.fspath(value):  # such as a variable that is not set; as a path it would be this folder
            raise _refused(say("usage.empty_path", name=_name(param)), ctx)
        path = Path(value)
        try:
            there, folder = path.exists(), path.is_dir()
        except OSError:  # such as a name that is too long: whoever opens it says so
            there, folder = not self.exists, False
        if self.exists and not there:
            raise _refused(say("usage.no_path", name=_name(param), path=str(path)), ctx)
        if folder and not self.dir_okay:
            raise _refused(say("usage.is_folder", name=_name(param), path=str(path)), ctx)
        if there and not folder and not self.file_okay:
            raise _refused(say("usage.no_folder", name=_name(param), path=str(path)), ctx)
        return path


def _refused(message: Message, ctx: click.Context | None) -> WrongUsage:
    return WrongUsage(message, ctx)


def _name(param: click.Parameter | None) -> str:
    """What a parameter is called where somebody calls the program."""
    if param is None:
        return ""
    return max(param.opts, key=len) if isinstance(param, click.Option) else stand_in((param.name or "").upper())
