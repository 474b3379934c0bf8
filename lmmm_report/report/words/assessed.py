"""How texts call what is assessed: a company, or a unit of one.

A text that speaks of it has both forms side by side, ``[the company|the unit]``. What is said of companies in general
has none.
"""

from __future__ import annotations

import re

from lmmm_report.domain.profile import Company
from lmmm_report.domain.sentence import Article

_EITHER = re.compile(r"\[([^\[\]|]*)\|([^\[\]|]*)\]")


def spoken_of(text: str, *, unit: bool) -> str:
    """A text with one of its two forms."""
    return _EITHER.sub(r"\2" if unit else r"\1", text) if "[" in text else text


def behind_a_preposition(company: Company, article: Article | None) -> str:
    """The name with the article that its legal form asks for: bei der Muster GmbH; bei Mitte (Muster GmbH)."""
    if not company.unit:
        return _with_article(company.name, article)
    return f"{_with_article(company.unit, article)} ({company.name})"


def _with_article(name: str, article: Article | None) -> str:
    ends_so = article is not None and any(name.endswith(f" {form}") for form in article.forms)
    return f"{article.word} {name}" if article is not None and ends_so else name
