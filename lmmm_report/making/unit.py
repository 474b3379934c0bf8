"""One unit of work: the bytes of a profile in, its files and its row for the pages about all out.

Nothing else decides on what comes out, and all of it can be sent to another process and back. So the same function
serves this process, several of them, and other machines. It reads the model and templates that the recipe names, and
writes nothing.
"""

import hashlib
import pickle
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from lmmm_report.assess.assessment import assess
from lmmm_report.domain.audience import Audience
from lmmm_report.domain.history import EarlierPosition
from lmmm_report.domain.profile import Profile
from lmmm_report.making.contents import Contents, Edition, look_hashes
from lmmm_report.making.earlier import NO_STATES, Known, States, known_before, positions_before
from lmmm_report.making.fingerprints import fingerprint, versions
from lmmm_report.making.loading import ProfileReader, reader_at, wordings_of
from lmmm_report.making.naming import INDEX, ReportNames
from lmmm_report.making.notes import note_problems
from lmmm_report.making.typesetting import Page
from lmmm_report.problems import Problem, UserError
from lmmm_report.report.html.assets import Assets
from lmmm_report.report.html.pages import Look
from lmmm_report.report.words.wording import Wording
from lmmm_report.site.row_json import position_data
from lmmm_report.site.rows import UnitRow, row_of


class Recipe(NamedTuple):
    """What decides on the files of all profiles alike."""

    model: Path | None
    """As `reader_at` has it."""
    languages: tuple[str, ...]
    formats: tuple[str, ...]
    """Some of `FORMATS`."""
    audience: Audience
    """For whom the PDFs are made."""
    look: Look
    names: str
    """``all``, or ``roles``: persons by their roles."""
    separate: bool
    """Style sheet, script and fonts as files beside the pages."""
    several: bool
    """Whether there are pages about all reports."""
    known: Known
    """Earlier positions of companies."""

    def sent(self) -> bytes:
        """The recipe as another process takes it."""
        return pickle.dumps(self._replace(look=_plain_look(self.look)))

    @property
    def fingerprint(self) -> str:
        """What decides on the files of all units alike, beside the rules and what is known of the past."""
        return fingerprint(
            [
                self.languages,
                sorted(self.formats),
                self.audience.value if "pdf" in self.formats else None,
                look_hashes(self.look),
                self.names,
                self.separate,
                self.several,
                versions(self.formats),
            ]
        )

    def edition(self, wordings: Mapping[str, Wording]) -> Edition:
        """The same as contents need it; ``wordings``: of all languages of the model."""
        return Edition(
            wordings={language: wordings[language] for language in self.languages},
            formats=self.formats,
            audience=self.audience,
            look=self.look,
            look_hashes=look_hashes(self.look),
            assets=Assets() if self.separate else None,
            names=self.names,
            several=self.several and "html" in self.formats,
        )


class Unit(NamedTuple):
    """One profile as it was read, and what it is called."""

    name: str
    """Of its files below the output folder, without language and ending."""
    file: str
    """As messages name it."""
    content: bytes
    states: States = NO_STATES
    """Its earlier states in a repository, where these are asked for."""

    def made_of(self, known: Iterable[EarlierPosition], states: str = "") -> str:
        """What decides on the files of this unit alone, as a fingerprint; ``known``: of its company from before.

        ``states``: the fingerprint of its earlier states, where they are not among it.
        """
        positions = [position_data(one) for one in known]
        own = [Path(self.file).name, hashlib.sha256(self.content).hexdigest()]
        return fingerprint([own, states or self.states.fingerprint, positions])


class Made(NamedTuple):
    """What is made of one profile. Where it has problems, there is nothing else."""

    unit: str
    """The name of its files."""
    files: tuple[tuple[str, bytes], ...] = ()
    """Names and contents, each after what it needs beside it."""
    pages: tuple[Page, ...] = ()
    """What is yet to be typeset."""
    row: UnitRow | None = None
    made_of: str = ""
    """`Unit.made_of`."""
    warnings: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()


class Workshop:
    """Where units of one recipe are made: model, words and templates are opened once."""

    def __init__(self, recipe: Recipe, reader: ProfileReader, wordings: Mapping[str, Wording]) -> None:
        self._recipe = recipe
        self._reader = reader
        self._edition = recipe.edition(wordings)

    def made_of(self) -> dict[str, str]:
        """Hashes of the model and of the look, by what they are of."""
        looks = {name: digest for name, digest in self._edition.look_hashes.items() if digest is not None}
        return {"model": self._reader.model.sha256, **looks}

    def make(self, unit: Unit) -> Made:
        """All that is made of one profile, or what is wrong with it. Raises `UserError` for other faults."""
        try:
            profile = self._reader.read_text(unit.content, unit.file)
            warnings = self._look_at_notes(profile)
        except UserError as error:
            return Made(unit.name, problems=error.problems)
        assessment = assess(profile, self._reader.model)
        earlier, unread = positions_before(assessment, self._recipe.known, unit.states, self._reader)
        names = ReportNames(unit.name, self._recipe.audience)
        edition = self._edition
        if edition.assets is not None:
            # Which of them belong to this profile has to be known.
            edition = edition._replace(assets=Assets())
        contents = Contents(names, assessment, earlier, edition)
        links = {language: contents.links(language, seen_from=INDEX) for language in edition.wordings}
        files, pages = self._files(contents, edition)
        return Made(
            unit.name,
            files=tuple((name, content.encode() if isinstance(content, str) else content) for name, content in files),
            pages=tuple(pages),
            row=row_of(assessment, unit.name, links=links, earlier=earlier),
            made_of=unit.made_of(known_before(profile.company, profile.date, self._recipe.known)),
            warnings=(*warnings, *unread),
        )

    def _look_at_notes(self, profile: Profile) -> tuple[Problem, ...]:
        """Warnings about notes that are shown; `UserError` if they cannot be."""
        if self._recipe.formats == ("json",):
            return ()
        problems = note_problems(profile, self._reader.criteria, self._reader.measures)
        errors = [problem for problem in problems if problem.severity == "error"]
        if errors:
            raise UserError(errors)
        return problems

    def _files(self, contents: Contents, edition: Edition) -> tuple[list[tuple[str, str | bytes]], list[Page]]:
        names, formats = contents.names, self._recipe.formats
        files: list[tuple[str, str | bytes]] = []
        pages: list[Page] = []
        if "json" in formats:
            files.append((names.data, contents.document))
        for language in edition.wordings:
            if "html" in formats:
                page = contents.page(language)
                # A page is never there before what belongs to it.
                files += edition.assets.new() if edition.assets else ()
                files.append((names.page(language), page))
            if "pdf" in formats:
                pages.append(_page(contents, language))
        return files, pages


def make_unit(recipe: bytes, unit: Unit) -> Made:
    """The same in any process: what is made of one profile by a recipe as it was sent (`Recipe.sent`)."""
    return _workshop(recipe).make(unit)


def made_of(recipe: bytes) -> dict[str, str]:
    """Hashes of the model and of the look that this process has for a recipe as it was sent, by what they are of."""
    return _workshop(recipe).made_of()


def forget() -> None:
    """Open model, words and templates anew for the next unit."""
    _workshop.cache_clear()


@lru_cache(maxsize=1)
def _workshop(sent: bytes) -> Workshop:
    recipe: Recipe = pickle.loads(sent)  # noqa: S301 - from the process that started this one
    reader = reader_at(recipe.model)
    return Workshop(recipe, reader, wordings_of(reader.model))


def _plain_look(look: Look) -> Look:
    """A look without read-only mappings, which cannot be sent."""
    theme = look.theme
    return look._replace(
        theme=theme._replace(
            logo_text=dict(theme.logo_text), confidentiality=dict(theme.confidentiality), footer=dict(theme.footer)
        )
    )


def _page(contents: Contents, language: str) -> Page:
    profile = contents.assessment.profile
    return Page(
        unit=contents.names.name,
        name=contents.names.pdf(language),
        source=profile.file,
        html=contents.page_for_pdf(language),
        day=profile.date,
        attachment=contents.attachment,
        attachment_name=contents.names.attached,
    )
