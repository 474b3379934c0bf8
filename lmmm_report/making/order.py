"""What a build is asked for, and what became of it."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from lmmm_report.domain.audience import DEFAULT_AUDIENCE, Audience
from lmmm_report.load.files import ProfileFile
from lmmm_report.problems import Problem
from lmmm_report.report.html.pages import Look


class Order(NamedTuple):
    """What is to be made of every profile, and where it goes."""

    profiles: tuple[ProfileFile, ...]
    folder: Path
    formats: tuple[str, ...]
    """Some of `FORMATS`."""
    languages: tuple[str, ...]
    look: Look
    named: tuple[Path, ...] = ()
    """The files and folders that the profiles were named by."""
    model: Path | None = None
    """As `reader_at` has it; it has been loaded."""
    audience: Audience = DEFAULT_AUDIENCE
    """For whom the PDFs are made."""
    earlier: tuple[Path, ...] = ()
    history: bool = False
    """The revisions of each profile in git are earlier positions as well."""
    jobs: int = 1
    """Processes at once."""
    names: str = "all"
    """``all``, or ``roles``: persons by their roles."""
    separate: bool = False
    """Style sheet, script and fonts as files beside the pages, for servers that allow nothing in them."""
    everything: bool = False
    """Make also what has not changed."""
    by_content: bool = False
    """Whether files are as they were made is seen by their content, not by their size."""
    prune: bool | None = None
    """Let go what earlier builds have made and this one does not: all of it (true), none of it (false), or, where a
    folder is named, what was made for the same files and folders."""
    whole: bool = False
    """The folder is exchanged as a whole."""
    cluster: str | None = None
    """The address of a Dask cluster that makes the reports; else this machine does."""


class Built(NamedTuple):
    """What became of an order. Paths begin with the folder as it was named."""

    written: Sequence[Path]
    """Files whose content is new, in the order of their making."""
    unchanged: int
    """Profiles of which nothing had to be made."""
    removed: Sequence[Path]
    kept: Sequence[Path]
    """Files that were to go and stay, as somebody has changed or protected them."""
    problems: tuple[Problem, ...]
    """Of profiles that cannot be read; the others have their reports."""
