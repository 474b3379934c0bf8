"""Which terms a report explains: those that it uses."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable

from lmmm_report.domain.model import Term
from lmmm_report.report.words.wording import Wording

Entry = tuple[str, str, str]
"""Id, name and meaning of a term."""


def glossary_of(terms: Iterable[Term], shown: object, w: Wording) -> tuple[Entry, ...]:
    """The terms that occur in what is shown, by name. ``shown``: texts in tuples of any depth."""
    text = Words("\n".join(_texts(shown)).casefold())
    used = (
        (term.id, w.of(term.name), w.of(term.meaning)) for term in terms if any(map(text.has, ways_to_say(term, w)))
    )
    return tuple(sorted(used, key=lambda entry: entry[1].casefold()))


def _texts(shown: object) -> dict[str, None]:
    """Every text once. A report has some ten thousand parts, so this goes through them without recursion."""
    found: dict[str, None] = {}
    waiting = [shown]
    while waiting:
        part = waiting.pop()
        if isinstance(part, str):
            found[part] = None
        elif isinstance(part, tuple):
            waiting += part
    return found


_WORD = re.compile(r"[^\W_]+")


class Words:
    """A text, and its words in order: by these most of what is looked for is found or missed."""

    def __init__(self, text: str) -> None:
        self._text = text
        # A report says most of its words often: what stands between white space is taken apart once.
        self._sorted = sorted(set(_WORD.findall(" ".join(set(text.split())))))

    def has(self, said: str) -> bool:
        """Whether ``said`` begins a word of the text, as endings and compounds follow."""
        if first := _WORD.match(said):
            at = bisect_left(self._sorted, first[0])
            if at == len(self._sorted) or not self._sorted[at].startswith(first[0]):
                return False
            if first[0] == said:
                return True
        at = self._text.find(said)
        while at > 0 and self._text[at - 1].isalnum():
            at = self._text.find(said, at + 1)
        return at >= 0


def ways_to_say(term: Term, w: Wording) -> tuple[str, ...]:
    """What a term is called, in small letters: what the model lists, else its name and what stands in brackets."""
    listed = w.of(term.words) if term.words else re.sub(r"[()]", ",", w.of(term.name))
    return tuple(said.strip().casefold() for said in listed.split(",") if said.strip())
