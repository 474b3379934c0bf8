"""The files of reports: what they are called, and the addresses by which they lead to each other."""

import os
import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import quote

from lmmm_report.domain.audience import DEFAULT_AUDIENCE, Audience
from lmmm_report.load.files import ProfileFile
from lmmm_report.messages import say
from lmmm_report.problems import Problem, UserError

INDEX = "index.html"
FOLDER = "portfolio"
"""Where the other pages about all reports lie."""


class ReportNames(NamedTuple):
    """The names of one report's files below the output folder, with / between folders."""

    name: str
    audience: Audience = DEFAULT_AUDIENCE
    """For whom the PDF is made."""

    def page(self, language: str) -> str:
        """The page in a language."""
        return f"{self.name}.{language}.html"

    def pdf(self, language: str) -> str:
        """The PDF in a language; one for another audience than most says so."""
        whose = "" if self.audience is DEFAULT_AUDIENCE else f".{self.audience.value}"
        return f"{self.name}.{language}{whose}.pdf"

    @property
    def data(self) -> str:
        """The result for programs, in all languages."""
        return f"{self.name}.json"

    @property
    def attached(self) -> str:
        """The name of the result inside the PDF, where there are no folders."""
        return posixpath.basename(self.data)

    def files(self, language: str, formats: Iterable[str]) -> dict[str, str]:
        """The name of each of ``formats``, in the order of importance."""
        names = {"html": self.page(language), "pdf": self.pdf(language), "json": self.data}
        return {form: name for form, name in names.items() if form in formats}


def first_page(language: str, languages: Sequence[str]) -> str:
    """The name of the first page about all reports; in the first language it is what a server shows for the folder."""
    return INDEX if language == languages[0] else f"index.{language}.html"


def address(file: str, *, seen_from: str) -> str:
    """The relative address of one file of the output in another: its bytes on the disk, percent-encoded."""
    folder = posixpath.dirname(seen_from)
    # The folder of all is where names begin; a relative path would ask the system where we are.
    return quote(os.fsencode(posixpath.relpath(file, folder) if folder else posixpath.normpath(file)))


def links_to(files: Mapping[str, str], *, seen_from: str) -> tuple[tuple[str, str], ...]:
    """Label and address of files by their formats."""
    return tuple(
        (form.upper(), address(file, seen_from=seen_from)) for form, file in files.items() if file != seen_from
    )


class FileLinks(Mapping[str, tuple[tuple[str, str], ...]]):
    """Label and address of a report's files by language, as the first page about all writes them.

    They follow from the names, so thousands of reports need no room for them.
    """

    __slots__ = ("_among", "_audience", "_formats", "_languages", "_name")

    def __init__(
        self,
        name: str,
        audience: Audience,
        languages: tuple[str, ...],
        formats: tuple[str, ...],
        among: frozenset[str] | None = None,
    ) -> None:
        """Of the report that `ReportNames` would name so. ``among``: only of those files."""
        self._name = name
        self._audience = audience
        self._languages = languages
        self._formats = formats
        self._among = among

    def __getitem__(self, language: str) -> tuple[tuple[str, str], ...]:
        if language not in self._languages:
            raise KeyError(language)
        files = ReportNames(self._name, self._audience).files(language, self._formats)
        there = {form: name for form, name in files.items() if self._among is None or name in self._among}
        return links_to(there, seen_from=INDEX)

    def __iter__(self) -> Iterator[str]:
        return iter(self._languages)

    def __len__(self) -> int:
        return len(self._languages)


def refuse_index(files: Iterable[ProfileFile]) -> None:
    """Raise `UserError` for profiles whose reports would lie where the pages about all of them belong."""
    problems = [
        Problem(
            file=file.file,
            message=say("making.folder_name" if "/" in file.name else "making.index_name"),
            hint=say("making.index_name_cure"),
            code="same-name",
        )
        for file in files
        if file.name.casefold() == INDEX.removesuffix(".html") or file.name.casefold().startswith(f"{FOLDER}/")
    ]
    if problems:
        raise UserError(problems)
