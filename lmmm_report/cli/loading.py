"""What several commands begin with: model, profiles, catalogues."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import click

from lmmm_report import resources
from lmmm_report.domain.catalogue import Catalogue
from lmmm_report.domain.model import Model
from lmmm_report.domain.profile import Profile
from lmmm_report.load.catalogue import load_catalogues
from lmmm_report.load.model import load_model
from lmmm_report.load.profile import load_profile
from lmmm_report.problems import Problem, UserError


def load_profiles(files: Iterable[Path], model: Model) -> tuple[Profile, ...]:
    """All profiles, or one `UserError` with the problems of all of them."""
    criteria = frozenset(criterion.id for criterion in model.criteria)
    measures = frozenset(measure.id for measure in model.measures)
    profiles: list[Profile] = []
    problems: list[Problem] = []
    for file in files:
        try:
            profiles.append(load_profile(file, criteria=criteria, measures=measures))
        except UserError as error:
            problems += error.problems
    if problems:
        raise UserError(problems)
    return tuple(profiles)


def built_in_model() -> Model:
    """The model that comes with the program."""
    return load_model()


def catalogues(model: Model) -> Mapping[str, Catalogue]:
    """The report's own words in the languages of the model."""
    return load_catalogues(resources.CATALOGUE, model.languages)


def languages_option(value: str | None, model: Model, default: Iterable[str]) -> tuple[str, ...]:
    """The languages of a ``--lang`` option, each once, in the order given."""
    chosen = [part.strip() for part in value.split(",")] if value else list(default)
    unknown = [language for language in chosen if language not in model.languages]
    if unknown or not chosen:
        raise click.UsageError(
            f"There are no texts in {', '.join(unknown) or 'that language'}. Languages: {', '.join(model.languages)}."
        )
    return tuple(dict.fromkeys(chosen))
