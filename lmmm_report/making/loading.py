"""What every making begins with: model, profiles, the words of reports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from lmmm_report.domain.catalogue import Catalogue
from lmmm_report.domain.format import ProfileFormat
from lmmm_report.domain.measure import Measure
from lmmm_report.domain.model import Model
from lmmm_report.domain.profile import Profile
from lmmm_report.load.catalogue import LANGUAGES, load_catalogues
from lmmm_report.load.model.opening import open_model
from lmmm_report.load.profile.profile import load_profile, load_profile_text
from lmmm_report.making.formats import format_at
from lmmm_report.messages import say
from lmmm_report.problems import Problem, UserError

if TYPE_CHECKING:
    from lmmm_report.report.words.wording import Wording


def model_at(path: Path | None) -> Model:
    """The model of a folder, the built-in one extended by a file, or (`None`) the built-in one."""
    if path is None or path.is_dir():
        return open_model(path)
    try:
        return open_model(extension=path)
    except UserError as error:
        from lmmm_report.load.kinds import or_other_file

        raise or_other_file(error, path, "model") from error


class ProfileReader:
    """Reads profiles for one model."""

    def __init__(self, model: Model, described: ProfileFormat) -> None:
        self.model = model
        self.described = described
        self.criteria = frozenset(criterion.id for criterion in model.criteria)
        self.measures = frozenset(measure.id for measure in model.measures)

    def read(self, file: Path, *, supposing: bool = False) -> Profile:
        """The profile in ``file``; `UserError` with everything that is wrong with it.

        ``supposing``: what is assumed counts as well.
        """
        return load_profile(
            file, criteria=self.criteria, measures=self.measures, described=self.described, supposing=supposing
        )

    def read_text(self, data: bytes, name: str, *, supposing: bool = False) -> Profile:
        """As `read`, from bytes; ``name`` stands for the file in messages."""
        return load_profile_text(
            data, name, criteria=self.criteria, measures=self.measures, described=self.described, supposing=supposing
        )

    def read_all(self, files: Iterable[Path]) -> tuple[tuple[Profile, ...], tuple[Problem, ...]]:
        """All profiles that can be read, and what is wrong with the others; `UserError` where none can be."""
        profiles: list[Profile] = []
        problems: list[Problem] = []
        for file in files:
            try:
                profiles.append(self.read(file))
            except UserError as error:
                problems += error.problems
        if problems and not profiles:
            raise UserError(problems)
        return tuple(profiles), tuple(problems)


def reader_at(path: Path | None) -> ProfileReader:
    """A reader of profiles for the model at ``path``, which is loaded."""
    return ProfileReader(model_at(path), format_at(path))


def catalogues(model: Model) -> Mapping[str, Catalogue]:
    """The report's own words in those languages of the model that it has; `UserError` if there is none."""
    every = load_catalogues()
    known = {language: every[language] for language in model.languages if language in every}
    if not known:
        raise UserError(
            Problem(
                file=model.id,
                message=say("making.languages", stated=", ".join(model.languages), known=", ".join(LANGUAGES)),
                hint=say("making.languages_cure"),
                code="language",
            )
        )
    return known


def wordings_of(model: Model) -> Mapping[str, Wording]:
    """The words of a report by language, in the model's order."""
    from lmmm_report.report.words.wording import Wording  # brings Babel

    return {language: Wording(catalogue) for language, catalogue in catalogues(model).items()}


def measures_named(ids: Iterable[str], model: Model) -> tuple[Measure, ...]:
    """The measures of these ids, in any case of letters; `UserError` naming every id that the model does not have."""
    known = {measure.id.casefold(): measure for measure in model.measures}
    problems = []
    for measure_id in ids:
        if measure_id.casefold() not in known:
            import difflib

            near = difflib.get_close_matches(measure_id.casefold(), known, n=3)
            listed = say("making.list_measures")
            hint = say("making.meant", names=", ".join(known[n].id for n in near), hint=listed) if near else listed
            message = say("making.no_measure")
            problems.append(Problem(file=measure_id, message=message, hint=hint, code="unknown-id"))
    if problems:
        raise UserError(problems)
    return tuple(known[measure_id.casefold()] for measure_id in dict.fromkeys(i.casefold() for i in ids))
