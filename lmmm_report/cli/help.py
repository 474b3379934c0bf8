"""Help pages and refused calls in the language of the user.

The commands have their help in English, where their options are; `messages/help.yaml` has the German for each
paragraph and is read when a help page is printed and by nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from types import TracebackType
from typing import Any

import click

from lmmm_report.cli.console import complain, language, said, speak_as_named
from lmmm_report.messages import Message, say, texts_in

_WORDS = {
    "OPTIONS": "OPTIONEN", "COMMAND": "BEFEHL", "ARGS": "ANGABEN", "FILES": "DATEIEN", "FILE": "DATEI", "PATH": "PFAD",
    "PATHS": "PFADE", "DIRECTORY": "ORDNER", "TEXT": "TEXT", "NUMBER": "ZAHL", "YYYY-MM-DD": "JJJJ-MM-TT",
    "AXIS=STAGE": "ACHSE=STUFE", "MEASURE": "MASSNAHME", "WHAT": "WAS", "WHO": "WER", "DAYS": "TAGE", "ID": "KENNUNG",
    "WORDS": "WÖRTER", "ADDRESS": "ADRESSE", "REVISION": "STAND", "REPORT": "BERICHT", "PROFILE": "PROFIL",
    "OLD": "ALT", "NEW": "NEU",
}  # fmt: skip
"""Words in capitals that stand for what is to be given."""
# Patterns, not compiled: most calls print no help page.
_WORD = rf"(?<![\w-])(?:{'|'.join(sorted(map(re.escape, _WORDS), key=len, reverse=True))})(?![\w-])"
_AFTER = r"(?s)^(.*?)(  |)(\[.*\]|)$"
"""A help text and what stands behind it in brackets: what is taken without the option, and ranges."""
_DEFAULT = r"(?s)^\[default: (.*?)((?:; [0-9]+<=x<=[0-9]+)?\](?:  .*)?)$"
_EXAMPLES = r"^\x08?\s*Examples:\n"


def stand_in(word: str) -> str:
    """What stands for something to be given, such as ``FILES...``, in the language of the user."""
    return re.sub(_WORD, lambda found: _WORDS[found[0]], word) if language() == "de" else word


class SpokenFormatter(click.HelpFormatter):
    """Writes help pages in the language of the user."""

    def __init__(self, indent_increment: int = 2, width: int | None = None, max_width: int | None = None) -> None:
        """As Click makes it, with the language as it is now."""
        super().__init__(indent_increment, width, max_width)
        self._german = language() == "de"

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The first line: how the command is called."""
        super().write_usage(prog, stand_in(args), prefix if prefix is not None else f"{said(say('usage.usage'))} ")

    def write_heading(self, heading: str) -> None:
        """The heading of the options or commands."""
        if self._german:
            heading = {"Options": "Optionen", "Commands": "Befehle"}.get(heading, heading)
        super().write_heading(heading)

    def write_text(self, text: str) -> None:
        """Paragraphs."""
        if self._german:
            text = "\n\n".join(map(_paragraph, text.split("\n\n")))
        super().write_text(text)

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """A table of options or commands."""
        if self._german:
            rows = [(stand_in(name), _row(text)) for name, text in rows]
        super().write_dl(rows, col_max, col_spacing)


class SpokenContext(click.Context):
    """A call whose help page is in the language of the user, and what it says in that of the profiles it names."""

    formatter_class = SpokenFormatter

    def invoke(self, callback: Any, /, *args: Any, **kwargs: Any) -> Any:
        """As Click does. What stands behind a command names files, or else nothing that is looked at."""
        if callback is self.command.callback and not isinstance(self.command, click.Group):
            given = [kwargs.get(param.name or "") for param in self.command.params if isinstance(param, click.Argument)]
            speak_as_named(str(one) for some in given for one in (some if isinstance(some, tuple) else (some,)) if one)
        return super().invoke(callback, *args, **kwargs)

    def __exit__(
        self, exc_type: type[BaseException] | None, exc_value: BaseException | None, tb: TracebackType | None
    ) -> bool | None:
        """A refused call knows to which command it belongs: Click's parser forgets it now and then."""
        if isinstance(exc_value, click.UsageError) and exc_value.ctx is None:
            exc_value.ctx = self
        return super().__exit__(exc_type, exc_value, tb)


def show(error: click.ClickException) -> None:
    """Tell why a call was refused: how the command is called, where its help is, what is wrong."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    lines = []
    if context is not None:
        lines = [context.get_usage(), said(say("usage.more", command=context.command_path)), ""]
    complain("\n".join([*lines, said(say("usage.fault", message=_worded(error)))]))


def _worded(error: click.ClickException) -> str:
    """What is wrong with a call. What Click finds by itself is said in our own words."""
    if isinstance(error, click.NoSuchOption):
        unknown = say("usage.no_option", name=error.option_name)
        near = error.possibilities
        return say("usage.no_option_meant", unknown=unknown, near=", ".join(near)) if near else unknown
    if isinstance(error, click.MissingParameter) and error.param is not None:
        return say("usage.missing", name=_called(error.param))
    if isinstance(error, click.BadOptionUsage):
        takes_none = any(
            error.option_name in (*option.opts, *option.secondary_opts) and getattr(option, "is_flag", False)
            for option in (error.ctx.command.params if error.ctx is not None else ())
        )
        return say("usage.no_value" if takes_none else "usage.needs_value", name=error.option_name)
    if type(error) is click.UsageError and error.ctx is not None and not isinstance(error.message, Message):
        if isinstance(error.ctx.command, click.Group):
            return say("usage.no_command")
        return say("usage.too_much", given=" ".join(error.ctx.args) or error.message.partition("(")[2].rstrip(")"))
    return error.message if isinstance(error.message, Message) else error.format_message()


def _called(param: click.Parameter) -> str:
    if isinstance(param, click.Option):
        return max(param.opts, key=len)
    return stand_in(param.make_metavar(click.Context(click.Command(None)))).replace("...", "")


def _paragraph(text: str) -> str:
    examples = re.match(_EXAMPLES, text)
    if examples:
        return "\b\nBeispiele:\n" + text[examples.end() :]
    return _german(text)


def _row(text: str) -> str:
    found = re.match(_AFTER, text)
    if found is None:
        return text
    told, blank, behind = str(found[1]), str(found[2]), str(found[3])
    default = re.match(_DEFAULT, behind)
    if default is not None:
        behind = f"[Vorgabe: {_german(default[1])}{default[2]}"
    return _german(told) + blank + behind


def _german(text: str) -> str:
    plain = " ".join(text.replace("\b", "").split())
    return _texts().get(plain, text)


@cache
def _texts() -> Mapping[str, str]:
    """The German of each paragraph, by the English."""
    return {texts["en"]: texts["de"] for texts in texts_in("help")}
