"""The templates and what they are rendered with."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import jinja2
from jinja2 import BaseLoader, ChoiceLoader, Environment, FileSystemLoader, ModuleLoader
from markupsafe import Markup

from lmmm_report import resources
from lmmm_report.messages import say
from lmmm_report.problems import Problem, UserError
from lmmm_report.report.html.entries import by_entry
from lmmm_report.report.html.faults import Unknown
from lmmm_report.report.html.moved import MOVED


@lru_cache(maxsize=4)
def environment(own: Path | None = None) -> Environment:
    """The template environment: everything is escaped, and a name that does not exist is a fault.

    A template in the folder ``own`` takes the place of ours of the same name. Ours are compiled in a wheel. Raises
    `UserError` for one of its own that has an old name of ours.
    """
    if own is not None:
        _refuse_moved(own)
    loaders: list[BaseLoader] = [] if own is None else [FileSystemLoader(own)]
    compiled = compiled_templates(resources.COMPILED_TEMPLATES)
    if compiled.is_dir():
        loaders.append(ModuleLoader(compiled))
    loaders.append(FileSystemLoader(resources.TEMPLATES))
    made = Environment(
        loader=ChoiceLoader(loaders),
        autoescape=True,
        undefined=Unknown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"by_entry": by_entry, "in_element": _in_element}
    return made


def _refuse_moved(own: Path) -> None:
    problems = [
        Problem(
            file=str(own / old),
            message=say("template.moved"),
            hint=say("template.moved_cure", name=new),
            code="template",
        )
        for old, new in MOVED.items()
        if (own / old).is_file()
    ]
    if problems:
        raise UserError(problems)


def compiled_templates(folder: Path) -> Path:
    """Where compiled templates lie below ``folder``: what one version of Jinja2 has compiled, another cannot run."""
    return folder / jinja2.__version__


def compile_templates(folder: Path) -> None:
    """Write all templates as Python modules into ``folder``, where `environment` finds them in a wheel."""
    environment().compile_templates(compiled_templates(folder), zip=None, ignore_errors=False)


_BEGINS_A_REFERENCE = re.compile("&(?=[A-Za-z0-9#])")


def _in_element(text: str) -> Markup:
    """A text escaped for the inside of an element, where quotes, and ``&&`` of conditions, mean nothing."""
    escaped = _BEGINS_A_REFERENCE.sub("&amp;", text).replace("<", "&lt;").replace(">", "&gt;")
    return Markup(escaped)  # noqa: S704 - escaped
