"""The JSON Schema that lies beside profiles, for editors: in their language, with the ids that they may name."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from lmmm_report.domain.model import Model, Text
from lmmm_report.load.files import profile_files
from lmmm_report.load.profile.references import CRITERIA, MEASURES, listed_names
from lmmm_report.load.schema.text import published_profile_schema
from lmmm_report.load.yaml.data import Data
from lmmm_report.load.yaml.source import read_yaml
from lmmm_report.making.formats import format_at
from lmmm_report.making.loading import model_at
from lmmm_report.output import write_file
from lmmm_report.problems import UserError

LANGUAGES = ("de", "en")


class Beside(NamedTuple):
    """What was written beside profiles."""

    written: tuple[Path, ...]
    unread: tuple[Path, ...]
    """Profiles that are no YAML yet: their ids are not offered."""


def schema_name(language: str) -> str:
    """The name of the schema beside profiles of a language."""
    return f"profile.{language}.schema.json"


def editor_schema(language: str, model: Path | None, profiles: Iterable[Data] = ()) -> str:
    """The schema of the profiles that the model at ``model`` reads, as JSON.

    It offers the ids of the model, and those that ``profiles`` list.
    """
    names = {**_of_the_model(model_at(model), language), **_of_profiles(profiles, model)}
    schema = published_profile_schema(language, format_at(model).spelled, names=names)
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def leave_schema(folder: Path, language: str, model: Path | None) -> Path | None:
    """Write the schema into ``folder``, unless one of this language lies there: where it is, if it was written."""
    path = folder / schema_name(language)
    if path.exists() or path.is_symlink():
        return None
    return write_file(path, editor_schema(language, model), overwrite=False)


def schemas_beside(place: Path, model: Path | None, language: str | None = None) -> Beside:
    """Write the schema beside the profile ``place``, or for all profiles of this folder into it.

    In each language that they are written in, or only in ``language``. Raises `UserError` where there are no profiles.
    """
    folder = place if place.is_dir() else place.parent
    read: list[Data] = []
    unread: list[Path] = []
    problems: list[UserError] = []
    for file in profile_files([place]):
        try:
            read.append(read_yaml(file).data)
        except UserError as error:
            unread.append(file)
            problems.append(error)
    if not read and not place.is_dir():
        raise problems[0]
    languages = (language,) if language else tuple(sorted({_language(data) for data in read})) or LANGUAGES
    written = [write_file(folder / schema_name(one), editor_schema(one, model, read)) for one in languages]
    return Beside(tuple(written), tuple(unread))


def _language(profile: Data) -> str:
    """The language that a profile asks for; English, where it does not say."""
    assessment = profile.get("assessment") if isinstance(profile, dict) else None
    stated = assessment.get("language") if isinstance(assessment, dict) else None
    return stated if isinstance(stated, str) and stated in LANGUAGES else "en"


def _of_the_model(model: Model, language: str) -> Mapping[str, Mapping[str, str]]:
    def said(texts: Text) -> str:
        return texts.get(language) or next(iter(texts.values()), "")

    return {
        CRITERIA: {criterion.id: said(criterion.short) for criterion in model.criteria},
        MEASURES: {measure.id: said(measure.title) for measure in model.measures},
    }


def _of_profiles(profiles: Iterable[Data], model: Path | None) -> Mapping[str, Mapping[str, str]]:
    described = format_at(model)
    found: dict[str, dict[str, str]] = {}
    for reference, ids in (pair for data in profiles for pair in listed_names(data, described).items()):
        found.setdefault(reference, {}).update(dict.fromkeys(ids, ""))
    return found
