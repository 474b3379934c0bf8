"""Values that a model writes into profiles, held against the profile's format."""

from __future__ import annotations

import re
from functools import cache

from lmmm_report.domain.effect import Scalar
from lmmm_report.load.profile.statements import NONE
from lmmm_report.load.schema.format import Field
from lmmm_report.load.schema.nearest import did_you_mean
from lmmm_report.load.schema.wording import expected, pattern_hint
from lmmm_report.load.yaml.text import shortened


def misfit(value: Scalar, field: Field) -> tuple[str, str]:
    """What is wrong with a value of the right kind, and the cure; empty if nothing is."""
    if value in field.choices:
        return "", ""
    if field.choices:
        return f'"{value}" is none of the words that can stand here', did_you_mean(str(value), field.choices)
    if isinstance(value, str):
        return _misfit_of_text(value, field)
    lowest, highest = field.node.get("minimum", value), field.node.get("maximum", value)
    if value < lowest:
        return f"{value} is too small", f"write {lowest} or more"
    return (f"{value} is too large", f"write {highest} or less") if value > highest else ("", "")


def _misfit_of_text(text: str, field: Field) -> tuple[str, str]:
    pattern = _pattern(field.node.get("pattern", ""))
    if text == NONE and not field.none_allowed:
        return '"none" cannot stand here', pattern_hint(text, field)
    if pattern is not None and not pattern.search(text):
        return f'"{shortened(text)}" cannot stand here', f"write {expected(field)}"
    shortest, longest = field.node.get("minLength", 0), field.node.get("maxLength", len(text))
    if len(text) < shortest:
        return f"this text has {len(text)} characters", f"at least {shortest} are needed"
    if len(text) > longest:
        return f"this text has {len(text)} characters", f"shorten it to {longest} at most"
    return "", ""


@cache
def _pattern(written: str) -> re.Pattern[str] | None:
    """A pattern of the format; `None` where only the validator of profiles can read it."""
    try:
        return re.compile(written)
    except re.error:
        return None
