"""The guide for interviews about one company or several, in the format that is asked for."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from lmmm_report import __version__
from lmmm_report.assess.assessment import assess
from lmmm_report.assess.interview import interview_of
from lmmm_report.domain.interview import Interview
from lmmm_report.load.files import profile_files
from lmmm_report.making.loading import ProfileReader
from lmmm_report.making.samples import about_questions
from lmmm_report.problems import Problem
from lmmm_report.report.views.guide import guide_view_of
from lmmm_report.report.views.persons import masked
from lmmm_report.report.words.wording import Wording

FORMATS = ("text", "markdown", "html", "csv", "xlsx", "json")


def interviews_about(
    files: Sequence[Path], reader: ProfileReader, *, practice: bool = True
) -> tuple[tuple[Interview, ...], tuple[Problem, ...]]:
    """What is to be asked about the companies of these profiles, or of those in folders.

    A file that is named twice counts once. Without ``practice`` only what stages rest on is asked. With it comes what
    is wrong with files that cannot be read; `UserError` where none can be.
    """
    profiles, problems = reader.read_all(profile_files(files))
    whole = (interview_of(assess(profile, reader.model)) for profile in profiles)
    return tuple(one if practice else one.without_practice() for one in whole), problems


def render_guide(
    interviews: Sequence[Interview],
    form: str,
    reader: ProfileReader,
    wording: Wording,
    *,
    names: bool = True,
    dialect: str = "rfc4180",
) -> str | bytes:
    """The guide in one of `FORMATS`, a workbook in bytes; without ``names`` persons stand there by their roles."""
    about = [about_questions(interview, wording) for interview in interviews]
    view = guide_view_of(interviews, reader.model, wording, program_version=__version__, about=about)
    profiles = () if names else tuple(interview.assessment.profile for interview in interviews)
    somebody = wording.say("names.somebody")
    for profile in profiles:
        view = masked(view, profile, somebody)
    if form == "html":
        from lmmm_report.report.html.pages import render_guide as render_page

        return render_page(view, wording)
    if form in ("csv", "xlsx"):
        from lmmm_report.report.documents.guide_data import guide_workbook, render_guide_csv
        from lmmm_report.report.documents.table import Dialect

        if form == "xlsx":
            return guide_workbook(view, wording, max(one.assessment.profile.date for one in interviews))
        return render_guide_csv(view, wording, Dialect(dialect))
    if form == "json":
        from lmmm_report.report.documents.guide_data import guide_document

        document = guide_document(interviews, view, reader.model)
        for profile in profiles:
            document = masked(document, profile, somebody)
        return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    from lmmm_report.report.documents.guide_text import render_guide_markdown, render_guide_text

    return (render_guide_markdown if form == "markdown" else render_guide_text)(view, wording)
