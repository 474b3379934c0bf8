"""Numbers as one sentence has them: all in words, or all in digits."""

from __future__ import annotations

from lmmm_report.report.words.wording import Wording


def alike(w: Wording, *numbers: int) -> tuple[str, ...]:
    """In words as far as the catalogue has a word for each of them, else all in digits."""
    words = tuple(w.say("portfolio.one") if number == 1 else w.spelled(number) for number in numbers)
    digits = tuple(w.number(number) for number in numbers)
    return digits if any(a == b for a, b in zip(words, digits, strict=True)) else words


def begun(text: str) -> str:
    """The text as it stands where a sentence begins."""
    return text[:1].upper() + text[1:]
