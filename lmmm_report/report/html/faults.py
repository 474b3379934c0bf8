"""Faults in a template of one's own: what, in which file and line, and which names there are."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined, TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.utils import missing

from lmmm_report.messages import Message, say
from lmmm_report.problems import Problem, UserError
from lmmm_report.report.html.moved import MOVED

_MOST_NAMES = 40


class UnknownNameError(UndefinedError):
    """A name that a template asks for and that does not exist, with what it was asked of."""

    def __init__(self, message: str, asked: object, name: object) -> None:
        super().__init__(message)
        self.asked = asked
        """The object or group whose part it would be; jinja's ``missing`` where it is a name of its own."""
        self.name = str(name)


class Unknown(StrictUndefined):
    """What stands for a name that does not exist: whoever uses it learns which."""

    __slots__ = ()

    def __init__(self, hint: str | None = None, obj: Any = missing, name: str | None = None, *_: Any) -> None:
        super().__init__(hint, obj, name, lambda message: UnknownNameError(message or "", obj, name))  # type: ignore[arg-type]


@contextmanager
def told(own: Path | None, env: Environment, names: Collection[str]) -> Iterator[None]:
    """Turn what goes wrong in a template of the folder ``own`` into a `UserError`.

    ``names`` are those that every template can ask for. Without such a folder it is our own fault, and stays one.
    """
    try:
        yield
    except UserError:
        raise
    except Exception as error:
        if own is None:
            raise
        place = _place(error, own)
        if place is None:
            raise
        message, hint = _words(error, env, names)
        file, line = place
        snippet = _line_of(file, line)
        raise UserError(
            Problem(file=str(file), line=line, message=message, hint=hint, snippet=snippet, code="template")
        ) from error


def _place(error: Exception, own: Path) -> tuple[Path, int | None] | None:
    """The template of ``own`` that it happened in, and its line."""
    found: tuple[Path, int | None] | None = None
    if isinstance(error, TemplateSyntaxError) and error.filename:
        found = Path(error.filename), error.lineno
    elif isinstance(error, UnicodeDecodeError):
        return next(((file, None) for file in sorted(own.rglob("*")) if file.is_file() and not _is_text(file)), None)
    else:
        trace = error.__traceback__
        while trace is not None:
            file = Path(trace.tb_frame.f_code.co_filename)
            if file.is_relative_to(own):
                found = file, trace.tb_lineno
            trace = trace.tb_next
    return found if found is not None and found[0].is_relative_to(own) else None


def _words(error: Exception, env: Environment, names: Collection[str]) -> tuple[Message, Message]:
    """What is wrong, and what to do."""
    if isinstance(error, UnknownNameError):
        there = names if error.asked is missing else _parts(error.asked)
        return say("template.unknown", name=error.name), _hint(error.name, there)
    if isinstance(error, TemplateSyntaxError):
        return say("template.syntax", cause=str(error.message)), say("template.syntax_cure")
    if isinstance(error, TemplateNotFound):
        name = str(error.name)
        moved = say("template.moved_cure", name=MOVED[name]) if name in MOVED else None
        return say("template.missing", name=name), moved or _hint(name, env.list_templates())
    if isinstance(error, UnicodeDecodeError):
        return say("template.bytes"), say("template.bytes_cure")
    if isinstance(error, RecursionError):
        return say("template.endless"), say("template.endless_cure")
    return say("template.fails", cause=f"{type(error).__name__}: {error}"), say("template.fails_cure")


def _hint(name: str, there: Collection[str]) -> Message:
    near = difflib.get_close_matches(name, there, n=1)
    listed = ", ".join(sorted(there)[:_MOST_NAMES]) + (" …" if len(there) > _MOST_NAMES else "")
    if near:
        return say("template.meant", near=near[0], names=listed)
    return say("template.names", names=listed) if listed else say("template.no_names")


def _parts(asked: object) -> list[str]:
    """The names that can be asked of a thing."""
    if is_dataclass(asked):
        methods = [name for name in dir(type(asked)) if isinstance(getattr(type(asked), name), property)]
        return [*(field.name for field in fields(asked)), *methods]
    if isinstance(asked, tuple) and hasattr(asked, "_fields"):
        return [str(name) for name in asked._fields]
    if isinstance(asked, Mapping):
        return [name for name in asked if isinstance(name, str)]
    return [name for name in dir(asked) if not name.startswith("_")]


def _is_text(file: Path) -> bool:
    try:
        file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _line_of(file: Path, line: int | None) -> str:
    if line is None or not file.is_file():
        return ""
    lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    return lines[line - 1][:200] if 0 < line <= len(lines) else ""
