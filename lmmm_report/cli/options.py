"""What several commands have as options, and read from them: languages, stages of the model, looks, names."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

import click

from lmmm_report.cli.console import WrongUsage
from lmmm_report.cli.given import Choice, Place
from lmmm_report.domain.audience import Audience
from lmmm_report.messages import say

if TYPE_CHECKING:
    from lmmm_report.domain.model import Model

names_option = click.option(
    "--names",
    type=Choice(["all", "roles"]),
    default="all",
    show_default=True,
    help="roles: persons by their roles instead of their names.",
)
messages_option = click.option(
    "--lang", type=Choice(["de", "en"]), expose_value=False, help="Language of the messages; else that of the profile."
)
"""For commands that print nothing but messages; `speak` knows of it before any command does."""
theme_option = click.option("--theme", type=Place(), help="A theme.yaml with accent, logo, fonts and more.")
templates_option = click.option(
    "--templates",
    type=Place(exists=True, file_okay=False),
    help="A folder whose templates replace ours of the same name.",
)


class AudienceChoice(Choice):
    """One of the audiences; a word that was one before is taken and not offered."""

    FORMER = "all"

    def __init__(self) -> None:
        super().__init__([audience.value for audience in (Audience.WORKING, Audience.BOARD, Audience.FULL)])

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The word of an audience, or `FORMER`."""
        return self.FORMER if value == self.FORMER else super().convert(value, param, ctx)


def languages_option(value: str | None, known: Collection[str], default: Iterable[str]) -> tuple[str, ...]:
    """The languages of a ``--lang`` option, each once, in the order given; of ``default`` those that are known."""
    if not value:
        return tuple(language for language in default if language in known) or tuple(known)[:1]
    chosen = [part.strip() for part in value.split(",")]
    unknown = [language for language in chosen if language not in known]
    if unknown:
        raise WrongUsage(say("cli.no_language", unknown=", ".join(unknown), known=", ".join(known)))
    return tuple(dict.fromkeys(chosen))


def stage_option(option: str, text: str, model: Model) -> tuple[str, str]:
    """The ids of axis and stage of ``AXIS=STAGE`` after an option."""
    axis_id, _, stage_id = text.partition("=")
    for axis in model.axes:
        if axis.id == axis_id:
            if any(stage.id == stage_id for stage in axis.stages):
                return axis_id, stage_id
            known = ", ".join(stage.id for stage in axis.stages)
            raise WrongUsage(say("cli.no_stage", option=option, text=text, axis=axis_id, known=known))
    raise WrongUsage(say("cli.no_axis", option=option, text=text, known=", ".join(axis.id for axis in model.axes)))
