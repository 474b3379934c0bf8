"""Values that a model writes into profiles, held against the profile's format."""

from __future__ import annotations

import re
from functools import cache

from lmmm_report.domain.effect import Scalar
from lmmm_report.domain.facts import NONE
from lmmm_report.domain.format import Field
from lmmm_report.load.schema.nearest import did_you_mean
from lmmm_report.load.schema.wording import expected, pattern_hint
from lmmm_report.load.yaml.text import shortened
from lmmm_report.messages import Cure, Message, say


def misfit(value: Scalar, field: Field) -> tuple[Message | None, Cure]:
    """What is wrong with a value of the right kind, and the cure; empty if nothing is."""
    if value in field.choices:
        return None, ""
    if field.choices:
        return say("model.none_of_words", value=str(value)), did_you_mean(str(value), field.choices)
    if isinstance(value, str):
        return _misfit_of_text(value, field)
    lowest, highest = field.node.get("minimum", value), field.node.get("maximum", value)
    if value < lowest:
        return say("model.too_small", value=value), say("model.too_small_cure", limit=lowest)
    if value > highest:
        return say("model.too_large", value=value), say("model.too_large_cure", limit=highest)
    return None, ""


def _misfit_of_text(text: str, field: Field) -> tuple[Message | None, Cure]:
    pattern = _pattern(field.node.get("pattern", ""))
    if text == NONE and not field.none_allowed:
        return say("model.cannot_stand", value=NONE), pattern_hint(text, field)
    if pattern is not None and not pattern.search(text):
        return say("model.cannot_stand", value=shortened(text)), say("model.write", text=expected(field))
    shortest, longest = field.node.get("minLength", 0), field.node.get("maxLength", len(text))
    if len(text) < shortest:
        return say("model.characters", number=len(text)), say("model.too_short_cure", limit=shortest)
    if len(text) > longest:
        return say("model.characters", number=len(text)), say("model.too_long_cure", limit=longest)
    return None, ""


@cache
def _pattern(written: str) -> re.Pattern[str] | None:
    """A pattern of the format; `None` where only the validator of profiles can read it."""
    try:
        return re.compile(written)
    except re.error:
        return None
