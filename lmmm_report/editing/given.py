"""What was answered in an interview: of what somebody typed or chose, what fits the questions.

The script of the interview's page does the same in a browser, as `answers` says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from lmmm_report.domain.questionnaire import NONE, OPEN, Answers, Kind, Option, Part, Questionnaire, asked, holds
from lmmm_report.facts.counts import MONTHS, count_of, days_of, duration_of
from lmmm_report.load.schema.answers import EITHER_WORDS, NO_WORDS, THERE_WORDS, UNFINISHED_WORDS, UNKNOWN_WORDS

EMPTY_WORDS: Final = tuple(
    sorted(
        word
        for word in (*NO_WORDS, *UNKNOWN_WORDS, *UNFINISHED_WORDS, *THERE_WORDS, *EITHER_WORDS, "none", "exists")
        if word == word.lower() == word.casefold()
    )
)
"""Free words that say nothing: they are no answer."""
NONE_WORDS: Final = tuple(
    sorted(
        word
        for word in (*NO_WORDS, NONE, "never", "nie", "noch nie", "niemals", "not once")
        if word == word.lower() == word.casefold()
    )
)
"""Free words that say that there is none, or that it never was, in small letters."""
_BLANK = re.compile("[\t\n\x0b\x0c\r \x85\xa0\u2028\u2029]+")
_REFUSED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u202a-\u202e\u2060\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)


def cleaned(text: str) -> str:
    """A free answer on one line, without what no profile may hold."""
    return _BLANK.sub(" ", _REFUSED.sub("", text)).strip(" ")


def refused_in(text: str) -> bool:
    """Whether a free answer holds a character that no profile may hold."""
    return _REFUSED.search(text) is not None


def says_nothing(text: str) -> bool:
    """Whether a cleaned answer is none: blank, or a word such as "tbd"."""
    return not text or text.lower() in EMPTY_WORDS


def given(questionnaire: Questionnaire, answers: Answers) -> dict[str, str | tuple[str, ...]]:
    """Of ``answers`` those to what is asked, in the order of asking; an answer that does not fit is none."""
    kept: dict[str, str | tuple[str, ...]] = {}
    for question in questionnaire.questions:
        for part in question.parts:
            answer = answers.get(part.id)
            if answer is not None and asked(part, question, kept):
                fitting = _fitting(part, answer, kept)
                if fitting:
                    kept[part.id] = fitting
    return kept


def offered(part: Part, answers: Answers) -> tuple[Option, ...]:
    """The options of a part after these answers."""
    return tuple(option for option in part.options if holds(option.when, {}, answers))


def _fitting(part: Part, answer: str | tuple[str, ...], answers: Answers) -> str | tuple[str, ...]:
    if answer in OPEN:
        return "" if part.aside else answer
    ids = [option.id for option in offered(part, answers)]
    if part.kind is Kind.SEVERAL:
        return _fitting_several(part, ids, answer)
    if not isinstance(answer, str):
        return ""
    if part.kind is Kind.CHOICE:
        return answer if answer in ids else ""
    return _fitting_words(part, cleaned(answer), answers)


def _fitting_several(part: Part, ids: Sequence[str], answer: str | tuple[str, ...]) -> tuple[str, ...]:
    chosen = () if isinstance(answer, str) else tuple(name for name in ids if name in answer)
    if len(chosen) < 2:
        return chosen
    alone = [option.id for option in part.options if option.alone]
    return tuple(name for name in chosen if name not in alone)


def denies(part: Part, text: str) -> bool:
    """Whether a cleaned answer says that there is none, where that is an answer."""
    return part.takes_none and text.lower() in NONE_WORDS


def _fitting_words(part: Part, text: str, answers: Answers) -> str:
    if denies(part, text):
        return NONE
    if part.kind in COUNTED:
        return text if counted(part, text) is not None else ""
    if part.kind is Kind.DURATION:
        return text if duration_of(text) else ""
    # "Nothing" and "no" are shares.
    if not text or (says_nothing(text) and part.kind is not Kind.SHARE) or len(text) > part.most:
        return ""
    return "" if told_before(part, text, answers) else text


def told_before(part: Part, text: str, answers: Answers) -> bool:
    """Whether a cleaned answer was given already where it would be told twice."""
    return any(answers.get(other) == text for other in part.unlike)


class Counted(NamedTuple):
    """A count that fits a part."""

    text: str
    """As it is written: ``140``, ``about 25``."""
    per: str


COUNTED = (Kind.NUMBER, Kind.AMOUNT, Kind.DAYS)
"""Kinds of parts that ask for a count."""


def counted(part: Part, text: str) -> Counted | None:
    """What a cleaned text says as the count that a part asks for; `None` if it does not fit.

    A whole number that is asked for per month may be told of a longer period if it comes out even.
    """
    if part.kind is Kind.DAYS:
        return _days(part, text)
    count = count_of(text)
    if count is None or (count.per and not part.per):
        return None
    number = int(count.digits)
    if part.kind is Kind.NUMBER and count.per:
        months = MONTHS.get(count.per, 0)
        if not months or number % months:
            return None
        number //= months
    if not part.least <= number <= part.most or (part.kind is Kind.NUMBER and count.rough):
        return None
    written = f"{count.rough} {number}" if count.rough else str(number)
    return Counted(written, count.per or part.per)


def _days(part: Part, text: str) -> Counted | None:
    """Days of a month, if halves of them come out even."""
    told = days_of(text)
    months = MONTHS.get(told.per or part.per, 0) if told is not None else 0
    if told is None or not months or told.halves % months:
        return None
    days, half = divmod(told.halves // months, 2)
    return Counted(f"{days}.5" if half else str(days), part.per) if 0 < days + half / 2 <= part.most else None
