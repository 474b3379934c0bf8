"""Conditions from text to a checked tree: the one module that a loader of criteria needs."""

from __future__ import annotations

from collections.abc import Collection

from lmmm_report.domain.expression import Expression
from lmmm_report.load.expression.check import check_expression
from lmmm_report.load.expression.lexer import ExpressionError
from lmmm_report.load.expression.parser import Parsed, parse
from lmmm_report.load.schema.format import FactType

__all__ = ["ExpressionError", "Parsed", "check_expression", "load_expression", "parse", "parse_expression"]


def parse_expression(text: str) -> Expression:
    """Turn ``text`` into its tree; `ExpressionError` if it is none. Names and types are not looked at."""
    return parse(text).expression


def load_expression(text: str, facts: FactType, limits: Collection[str]) -> Expression:
    """Parse ``text`` and check it against the profile's facts and the model's limits; `ExpressionError` if unfit."""
    parsed = parse(text)
    check_expression(parsed.expression, facts, limits, parsed.offsets)
    return parsed.expression
