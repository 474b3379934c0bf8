"""The page on which an interview is held: its words, and all that its script needs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from lmmm_report.report.words.wording import Wording

WORDS = (
    *("behind", "days", "enough", "go_on", "never", "none_of_it", "pause", "pause_more", "sharpen", "sharpen_one"),
    *("time.last", "time.next_quarter", "time.next_quarter_word", "time.reversed", "time.soon"),
    *("time.soon_word", "time.to", "time.month_span", "time.quarter_span", "time.year_span"),
    *("amount", "duration", "not_asked", "not_asked_of", "on_word", "share", "told_before"),
    *("first_open", "help_example", "in_part", "open_left", "open_left_one"),
    *("time.half", "time.half_count", "time.half_words", "time.words"),
    *("time.not_read_ahead", "time.not_read_time", "time.not_read_until"),
    *("time.pick_month", "time.pick_quarter", "time.pick_season", "time.pick_year"),
    *("ahead", "answered", "back", "copied", "date", "done", "example", "help", "more", "next", "not_copied"),
    *(
        "not_known",
        "number",
        "open",
        "progress",
        "really_anew",
        "required",
        "too_long",
        "saved",
        "says_nothing",
        "skip",
    ),
    *("time.ago", "time.autumn", "time.day", "time.days", "time.days_ago", "time.how_many", "time.month"),
    *("time.months", "time.months_ago", "time.none", "time.one_days_ago", "time.one_months_ago"),
    *("time.one_weeks_ago", "time.one_years_ago", "time.ongoing", "time.ongoing_word", "time.quarter"),
    *("time.season", "time.spring", "time.summer", "time.weeks", "time.weeks_ago", "time.which"),
    *("time.winter", "time.year", "time.years", "time.years_ago", "unknown"),
)
"""The words that the script puts on the page, by the end of their keys."""


class InterviewPageView(NamedTuple):
    """A page that asks, writes the profile and lets it be downloaded."""

    language: str
    title: str
    program_version: str
    data: Mapping[str, Any]


def interview_page_view_of(form: Mapping[str, Any], wording: Wording, *, program_version: str) -> InterviewPageView:
    """The page for a form; ``form``: everything that writing takes, as plain data."""
    words = {name: wording.say(f"interview.{name}") for name in WORDS}
    return InterviewPageView(
        language=wording.language,
        title=wording.say("interview.title"),
        program_version=program_version,
        data={**form, "words": words},
    )
