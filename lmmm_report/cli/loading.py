"""What several commands begin with: model, profiles, catalogues."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lmmm_report import resources
from lmmm_report.cli.console import Console
from lmmm_report.domain.catalogue import Catalogue
from lmmm_report.domain.measure import Measure
from lmmm_report.domain.model import Model
from lmmm_report.domain.profile import Profile
from lmmm_report.load.catalogue import LANGUAGES, load_catalogues
from lmmm_report.load.model.model import load_model, profile_format_in
from lmmm_report.load.profile.profile import load_profile
from lmmm_report.load.schema.format import ProfileFormat
from lmmm_report.problems import Problem, UserError

if TYPE_CHECKING:
    from lmmm_report.report.words.wording import Wording


def model_of(console: Console) -> Model:
    """The model that the command line names: the built-in one, one in a folder, or the built-in one extended."""
    path = console.model
    if path is None or path.is_dir():
        return load_model(path)
    return load_model(extension=path)


def format_of(console: Console) -> ProfileFormat:
    """The format of the profiles that this model reads."""
    path = console.model
    return profile_format_in(path if path is not None and path.is_dir() else None)


def load_profiles(files: Iterable[Path], model: Model, console: Console) -> tuple[Profile, ...]:
    """All profiles, or one `UserError` with the problems of all of them."""
    criteria = frozenset(criterion.id for criterion in model.criteria)
    measures = frozenset(measure.id for measure in model.measures)
    described = format_of(console)
    profiles: list[Profile] = []
    problems: list[Problem] = []
    for file in files:
        try:
            profiles.append(load_profile(file, criteria=criteria, measures=measures, described=described))
        except UserError as error:
            problems += error.problems
    if problems:
        raise UserError(problems)
    return tuple(profiles)


def built_in_model() -> Model:
    """The model that comes with the program."""
    return load_model()


def catalogues(model: Model) -> Mapping[str, Catalogue]:
    """The report's own words in those languages of the model that it has; `UserError` if there is none."""
    every = load_catalogues(resources.CATALOGUE, LANGUAGES)
    known = {language: every[language] for language in model.languages if language in every}
    if not known:
        raise UserError(
            Problem(
                file=model.id,
                message=f"the model has texts in {', '.join(model.languages)}, reports can be made in "
                f"{', '.join(LANGUAGES)}",
                hint="add one of these languages to the model's texts",
                code="language",
            )
        )
    return known


def wordings_of(model: Model) -> Mapping[str, Wording]:
    """The words of a report by language, in the model's order."""
    from lmmm_report.report.words.wording import Wording  # brings Babel

    return {language: Wording(catalogue) for language, catalogue in catalogues(model).items()}


def languages_option(value: str | None, known: Collection[str], default: Iterable[str]) -> tuple[str, ...]:
    """The languages of a ``--lang`` option, each once, in the order given; of ``default`` those that are known."""
    if not value:
        return tuple(language for language in default if language in known) or tuple(known)[:1]
    chosen = [part.strip() for part in value.split(",")]
    unknown = [language for language in chosen if language not in known]
    if unknown:
        raise click.UsageError(f"There are no texts in {', '.join(unknown)}. Languages: {', '.join(known)}.")
    return tuple(dict.fromkeys(chosen))


def stage_option(option: str, text: str, model: Model) -> tuple[int, int]:
    """Axis index and stage number of ``AXIS=STAGE`` after an option."""
    axis_id, _, stage_id = text.partition("=")
    for index, axis in enumerate(model.axes):
        if axis.id == axis_id:
            for stage in axis.stages:
                if stage.id == stage_id:
                    return index, stage.number
            known = ", ".join(stage.id for stage in axis.stages)
            raise click.UsageError(f"{option} {text}: the stages of {axis_id} are {known}.")
    raise click.UsageError(f"{option} {text}: the axes are {', '.join(axis.id for axis in model.axes)}.")


def measures_option(ids: Iterable[str], model: Model) -> tuple[Measure, ...]:
    """The measures of these ids, in any case of letters; `UserError` naming every id that the model does not have."""
    known = {measure.id.casefold(): measure for measure in model.measures}
    problems = []
    for measure_id in ids:
        if measure_id.casefold() not in known:
            import difflib

            near = difflib.get_close_matches(measure_id.casefold(), known, n=3)
            meant = f"did you mean {', '.join(known[n].id for n in near)}? " if near else ""
            hint = f"{meant}lmmm-report measures lists all of them"
            problems.append(
                Problem(file=measure_id, message="the model has no such measure", hint=hint, code="unknown-id")
            )
    if problems:
        raise UserError(problems)
    return tuple(known[measure_id.casefold()] for measure_id in dict.fromkeys(i.casefold() for i in ids))
