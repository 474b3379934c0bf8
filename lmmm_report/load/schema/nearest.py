"""The nearest valid name to one that is none, for the cure in a message."""

from __future__ import annotations

from collections.abc import Iterable

from lmmm_report.messages import Cure, say


def nearest(word: str, known: Iterable[str], *, alike: float = 0.6) -> str:
    """The known name most like ``word``, empty if none is; from the likeness ``alike`` on (0 to 1)."""
    import difflib  # only where something went wrong: its import costs start-up time

    by_folded = {name.casefold(): name for name in sorted(known, reverse=True)}
    found = difflib.get_close_matches(word.casefold()[:100], sorted(by_folded), n=1, cutoff=alike)
    return by_folded[found[0]] if found else ""


def did_you_mean(word: str, known: Iterable[str]) -> Cure:
    """A question after the nearest known name, else all of them if they are few."""
    names = sorted(known)
    found = nearest(word, names)
    if found:
        return say("schema.did_you_mean", name=found)
    return say("schema.there_is", names=", ".join(names), count=len(names)) if 0 < len(names) <= 20 else ""
