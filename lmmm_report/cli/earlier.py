"""Earlier positions: which files the command line means, and whose they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from lmmm_report.assess.assessment import assess
from lmmm_report.cli.console import Console, print_problems
from lmmm_report.cli.loading import load_profiles
from lmmm_report.domain.assessment import Assessment
from lmmm_report.domain.history import EarlierPosition, position_then
from lmmm_report.domain.model import Model
from lmmm_report.load.files import ENDINGS
from lmmm_report.load.report_page import Recorded, read_recorded
from lmmm_report.problems import Problem, UserError

REPORTS = (".html", ".json")


@dataclass(frozen=True, slots=True)
class _Found:
    """A position, the file it comes from, and whether that file was named itself."""

    file: Path
    named: bool
    recorded: Recorded

    @property
    def company(self) -> tuple[str, str]:
        return self.recorded.company.casefold(), self.recorded.unit.casefold()


def earlier_positions(
    paths: Sequence[Path], assessments: Sequence[Assessment], model: Model, console: Console
) -> tuple[tuple[EarlierPosition, ...], ...]:
    """For each assessment the positions of the same company before its date, the oldest first.

    A folder stands for the profiles and reports in it; what in it is of other companies, or not earlier, is left out.
    A warning says so of a file that was named, and of a folder of which nothing is left. Profiles are assessed with
    today's model. Raises `UserError` for what cannot be read.
    """
    found = tuple(_found(paths, model, console))
    result = []
    used: set[Path] = set()
    for assessment in assessments:
        company, day = _company(assessment), assessment.profile.date
        own = [one for one in found if one.company == company and one.recorded.position.date < day]
        used |= {one.file for one in own}
        # The same report may lie there in two languages and as a result document.
        positions = dict.fromkeys(one.recorded.position for one in own)
        result.append(tuple(sorted(positions, key=lambda position: position.date)))
    left = [_left_out(one, assessments) for one in found if one.named and one.file not in used]
    left += [_nothing_in(path) for path in paths if path.is_dir() and not any(file.parent == path for file in used)]
    if left and not console.quiet:
        print_problems(left)
    return tuple(result)


def _company(assessment: Assessment) -> tuple[str, str]:
    company = assessment.profile.company
    return company.name.casefold(), company.unit.casefold()


def _left_out(one: _Found, assessments: Sequence[Assessment]) -> Problem:
    whose = one.recorded.company + (f", {one.recorded.unit}" if one.recorded.unit else "")
    if one.company in {_company(assessment) for assessment in assessments}:
        message = f"is of {one.recorded.position.date}, which is not earlier than the assessment: left out"
    else:
        message = f"is of {whose}, of which no report is built: left out"
    hint = "--earlier goes with the company's name and unit, and with assessment.date"
    return Problem(file=str(one.file), message=message, hint=hint, code="not-earlier", severity="warning")


def _nothing_in(folder: Path) -> Problem:
    message = "holds no earlier profile or report of a company whose report is built"
    hint = "--earlier goes with the company's name and unit, and with assessment.date"
    return Problem(file=str(folder), message=message, hint=hint, code="not-earlier", severity="warning")


def _found(paths: Iterable[Path], model: Model, console: Console) -> Iterator[_Found]:
    for path in paths:
        if not path.is_dir():
            yield _Found(path, True, _recorded(path, model, console))
            continue
        for file in sorted(path.iterdir()):
            if file.suffix in ENDINGS and file.is_file() and not file.name.startswith("."):
                yield _Found(file, False, _recorded(file, model, console))
            elif file.suffix in REPORTS and file.is_file():
                # A folder of reports also holds pages and data that are no reports.
                try:
                    yield _Found(file, False, read_recorded(file, model))
                except UserError as error:
                    console.detail(f"{file}: {error.problems[0].message}")


def _recorded(path: Path, model: Model, console: Console) -> Recorded:
    if path.suffix not in ENDINGS:
        return read_recorded(path, model)
    (profile,) = load_profiles([path], model, console)
    company = profile.company
    return Recorded(company=company.name, unit=company.unit, position=position_then(assess(profile, model)))
