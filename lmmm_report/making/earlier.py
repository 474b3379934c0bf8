"""Earlier positions: which files are meant, and whose they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from lmmm_report.assess.assessment import assess
from lmmm_report.domain.assessment import Assessment
from lmmm_report.domain.history import EarlierPosition, position_then
from lmmm_report.load.files import files_below, is_profile
from lmmm_report.making.loading import ProfileReader
from lmmm_report.making.telling import Listener
from lmmm_report.messages import Message, listing, say
from lmmm_report.problems import Problem, UserError

if TYPE_CHECKING:
    from lmmm_report.load.report_page import Recorded

REPORTS = (".html", ".json")

Company = tuple[str, str]
"""Name and unit in small letters."""


class _Found(NamedTuple):
    """A position, the file it comes from, and whether that file was named itself."""

    file: Path
    named: bool
    recorded: Recorded

    @property
    def company(self) -> Company:
        return self.recorded.company.casefold(), self.recorded.unit.casefold()


class EarlierFiles:
    """The earlier profiles and reports that a build was given.

    A folder stands for the profiles and reports in it; what in it is of other companies, or not earlier, is left out.
    Profiles are assessed with today's model. ``history``: the revisions of each profile in git count as well. Raises
    `UserError` for what cannot be read.
    """

    def __init__(
        self, paths: Sequence[Path], reader: ProfileReader, listener: Listener, *, history: bool = False
    ) -> None:
        self._paths = paths
        self._history = history
        self._reader = reader
        self._listener = listener
        self._found = tuple(self._find())
        self._used: set[Path] = set()
        self._companies: set[Company] = set()

    def before(self, assessment: Assessment, file: Path) -> tuple[EarlierPosition, ...]:
        """The positions of the same company before the date of ``assessment``, the oldest first.

        ``file`` is the profile. Of a date that a named file tells of, its revisions are not asked.
        """
        company, day = _company(assessment), assessment.profile.date
        self._companies.add(company)
        own = [one for one in self._found if one.company == company and one.recorded.position.date < day]
        self._used |= {one.file for one in own}
        # The same report may lie there in two languages and as a result document.
        positions = dict.fromkeys(one.recorded.position for one in own)
        days = {position.date for position in positions}
        positions |= dict.fromkeys(one for one in self._revised(assessment, file) if one.date not in days)
        return tuple(sorted(positions, key=lambda position: position.date))

    def _revised(self, assessment: Assessment, file: Path) -> tuple[EarlierPosition, ...]:
        if not self._history:
            return ()
        from lmmm_report.making.timelines import FileTrack  # most builds ask for no revisions

        positions, warnings = FileTrack(file).positions(assessment, self._reader)
        if warnings:
            self._listener.warn(warnings)
        return positions

    def close(self) -> None:
        """Say of which named files nothing was shown, and of which folders."""
        left = [self._left_out(one) for one in self._found if one.named and one.file not in self._used]
        folders = [path for path in self._paths if path.is_dir()]
        left += [_nothing_in(path) for path in folders if not any(file.is_relative_to(path) for file in self._used)]
        if left:
            self._listener.warn(left)

    def _left_out(self, one: _Found) -> Problem:
        whose = one.recorded.company + (f", {one.recorded.unit}" if one.recorded.unit else "")
        if one.company in self._companies:
            message = say("making.not_earlier", date=one.recorded.position.date.isoformat())
        else:
            message = say("making.of_another", company=whose)
        return _left(one.file, message)

    def _find(self) -> Iterator[_Found]:
        for path in self._paths:
            if not path.is_dir():
                yield _Found(path, True, self._recorded(path))
                continue
            for file in files_below(path):
                if is_profile(file):
                    yield _Found(file, False, self._recorded(file))
                elif file.suffix.lower() in REPORTS:
                    # A folder of reports also holds pages and data that are no reports.
                    try:
                        yield _Found(file, False, self._recorded(file))
                    except UserError as error:
                        self._listener.detail(listing([str(file), error.problems[0].message], ": "))

    def _recorded(self, path: Path) -> Recorded:
        from lmmm_report.load.report_page import Recorded, read_recorded  # most builds are given no earlier files

        if not is_profile(path):
            return read_recorded(path, self._reader.model)
        profile = self._reader.read(path)
        company = profile.company
        position = position_then(assess(profile, self._reader.model))
        return Recorded(company=company.name, unit=company.unit, position=position)


def _company(assessment: Assessment) -> Company:
    company = assessment.profile.company
    return company.name.casefold(), company.unit.casefold()


def _nothing_in(folder: Path) -> Problem:
    return _left(folder, say("making.none_earlier"))


def _left(path: Path, message: Message) -> Problem:
    hint = say("making.earlier_cure")
    return Problem(file=str(path), message=message, hint=hint, code="not-earlier", severity="warning")
