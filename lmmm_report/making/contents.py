"""What stands in the files of one profile, from its assessment and the options they are made with.

A build writes these contents and `verify` makes them again: what decides on them is nothing but what is given here.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from lmmm_report import __version__
from lmmm_report.assess.plan.what_if import what_if_of
from lmmm_report.domain.assessment import Assessment
from lmmm_report.domain.audience import Audience
from lmmm_report.domain.history import EarlierPosition
from lmmm_report.domain.theme import DEFAULT_THEME, Theme
from lmmm_report.making.naming import ReportNames, address, first_page, links_to
from lmmm_report.report.documents.result_json import (
    document_text,
    earlier_documents,
    result_document,
    summary_document,
)
from lmmm_report.report.html.assets import Assets
from lmmm_report.report.html.pages import Alternate, Look, render_for_pdf, render_report
from lmmm_report.report.views.persons import masked
from lmmm_report.report.views.report import ReportView, view_of, with_paper
from lmmm_report.report.words.wording import Wording

FORMATS = ("html", "pdf", "json")
NAMES = ("all", "roles")
"""How persons are shown."""


class Edition(NamedTuple):
    """The options that decide on the contents of files, for all profiles of a build alike."""

    wordings: Mapping[str, Wording]
    """By language, in the order in which pages name each other."""
    formats: tuple[str, ...]
    """Some of `FORMATS`."""
    audience: Audience
    """For whom the PDFs are made."""
    look: Look
    look_hashes: Mapping[str, str | None]
    """What `look_hashes` gives for the look."""
    assets: Assets | None = None
    """What lies beside the pages; `None` where all is inside them."""
    names: str = "all"
    """``all``, or ``roles``: persons by their roles."""
    several: bool = False
    """Whether there are pages about all reports, to which each leads back."""


class Contents:
    """The files of one profile; each is made when it is asked for."""

    def __init__(
        self, names: ReportNames, assessment: Assessment, earlier: Sequence[EarlierPosition], edition: Edition
    ) -> None:
        self.names = names
        self.assessment = assessment
        self.earlier = earlier
        about = {language: wording.about(assessment.profile.company) for language, wording in edition.wordings.items()}
        self._edition = edition._replace(wordings=about)
        self._views: dict[str, ReportView] = {}

    @cached_property
    def document(self) -> str:
        """The result document."""
        document = result_document(self.assessment, program_version=__version__, earlier=self.earlier)
        if self._edition.names == "roles":
            document = without_names(document, self.assessment, next(iter(self._edition.wordings.values())))
        return document_text(document)

    def _shown(self, view: ReportView, wording: Wording) -> ReportView:
        """A view with persons as they are to be shown."""
        if self._edition.names == "roles":
            return masked(view, self.assessment.profile, wording.say("names.somebody"))
        return view

    @property
    def attachment(self) -> str | None:
        """What goes inside a PDF: the result document. Whoever gets the sheet gets nothing beyond what it shows."""
        return None if self._edition.audience is Audience.BOARD else self.document

    def _view(self, language: str) -> ReportView:
        """What the pages in one language have in common, whoever is to be named; kept for the language asked last."""
        if language not in self._views:
            view = view_of(
                self.assessment,
                self._edition.wordings[language],
                program_version=__version__,
                what_if=self._tables,
                earlier=self.earlier,
                paper=False,
            )
            self._views = {language: view}
        return self._views[language]

    def page(self, language: str) -> str:
        """The HTML report."""
        wording = self._edition.wordings[language]
        return render_report(
            self._shown(self._view(language), wording),
            wording,
            result=summary_document(self.assessment, program_version=__version__, made=self._made(language)),
            alternates=self._alternates(language),
            files=self.links(language, seen_from=self.names.page(language)),
            look=self._edition.look,
            assets=self._edition.assets,
            name=self.names.page(language),
            home=self._home(language),
        )

    def page_for_pdf(self, language: str) -> str:
        """The HTML that is typeset as PDF."""
        edition, wording = self._edition, self._edition.wordings[language]
        view = self._shown(with_paper(self._view(language), self.assessment, wording), wording)
        return render_for_pdf(view, wording, edition.audience, look=edition.look)

    @cached_property
    def _tables(self) -> Any:
        return what_if_of(self.assessment) if "html" in self._edition.formats else None

    def _made(self, language: str) -> dict[str, Any]:
        """The options of a page, for whoever makes it again; what lies in other files only by its hash."""
        edition = self._edition
        return {
            "language": language,
            "languages": list(edition.wordings),
            "formats": list(edition.formats),
            "names": edition.names,
            "audience": edition.audience.value if "pdf" in edition.formats else None,
            # How deep below its assets the page lies.
            "separate": None if edition.assets is None else self._depth(language),
            # The same for the pages about all reports.
            "portfolio": self._depth(language) if edition.several else None,
            **edition.look_hashes,
            "earlier": earlier_hash(earlier_documents(self.earlier, self.assessment.model)),
        }

    def _depth(self, language: str) -> int:
        return self.names.page(language).count("/")

    def _home(self, language: str) -> str:
        """The address of the first page about all reports; empty where there is none."""
        if not self._edition.several:
            return ""
        return address(first_page(language, tuple(self._edition.wordings)), seen_from=self.names.page(language))

    def links(self, language: str, *, seen_from: str) -> tuple[tuple[str, str], ...]:
        """Label and address of the files of one report in another file: of the page itself only the others."""
        return links_to(self.names.files(language, self._edition.formats), seen_from=seen_from)

    def _alternates(self, language: str) -> tuple[Alternate, ...]:
        # The link stands in this page but speaks the other language.
        page = self.names.page(language)
        return tuple(
            Alternate(other, wording.say("report.this_language"), address(self.names.page(other), seen_from=page))
            for other, wording in self._edition.wordings.items()
            if other != language
        )


def without_names(document: dict[str, Any], assessment: Assessment, wording: Wording) -> dict[str, Any]:
    """A result document with persons by their roles, which it says."""
    return {**masked(document, assessment.profile, wording.say("names.somebody")), "names": "roles"}


def earlier_hash(documents: object) -> str | None:
    """A hash over earlier positions as plain data; `None` where there are none."""
    return _hashed(json.dumps(documents, sort_keys=True).encode()) if documents else None


def look_hashes(look: Look) -> dict[str, str | None]:
    """What decides on the look, by hash: the theme with its pictures and fonts, templates of one's own."""
    return {"theme": _theme_hash(look.theme), "templates": _folder_hash(look.templates) if look.templates else None}


def _theme_hash(theme: Theme) -> str | None:
    if theme == DEFAULT_THEME:
        return None
    stated = {
        "colours": [theme.accent, theme.accent_dark],
        "logo": theme.logo,
        "words": [dict(theme.logo_text), dict(theme.confidentiality), dict(theme.footer)],
        "family": theme.family,
        "fonts": [[font.weight, font.kind, _hashed(font.data)] for font in theme.fonts],
    }
    return _hashed(json.dumps(stated, sort_keys=True).encode())


def _folder_hash(folder: Path) -> str:
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    parts = [[name, _hashed(path.read_bytes().replace(b"\r\n", b"\n"))] for name, path in sorted(files.items())]
    return _hashed(json.dumps(parts).encode())


def _hashed(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
