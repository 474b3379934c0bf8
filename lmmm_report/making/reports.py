"""The reports of profiles: what has changed is made, each profile a unit of its own, and published as one step."""

from __future__ import annotations

import gc
import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from datetime import date
from functools import cached_property, partial
from itertools import chain
from typing import TYPE_CHECKING

from lmmm_report import __version__
from lmmm_report.load.files import ProfileFile
from lmmm_report.load.yaml.text import read_bytes
from lmmm_report.making.earlier import NO_STATES, EarlierFiles, States, known_before
from lmmm_report.making.fingerprints import fingerprint, fingerprint_of, of_rules
from lmmm_report.making.known_units import Headlines, UnitRecord, Units
from lmmm_report.making.loading import ProfileReader
from lmmm_report.making.naming import INDEX, FileLinks, ReportNames, refuse_index
from lmmm_report.making.order import Built, Order
from lmmm_report.making.ours import is_foreign
from lmmm_report.making.outputs import Outputs
from lmmm_report.making.record import (
    LANGUAGES,
    RECORD,
    Record,
    problem_data,
    problem_of,
    read_record,
    record_lines,
    stored_sum,
)
from lmmm_report.making.telling import Listener
from lmmm_report.making.typesetting import Typeset, typeset
from lmmm_report.making.unit import Made, Recipe, Unit, Workshop, make_unit
from lmmm_report.making.workers import Workers
from lmmm_report.messages import in_language, say
from lmmm_report.output import Staging
from lmmm_report.problems import Problem, UserError
from lmmm_report.report.html.assets import FOLDER as ASSETS
from lmmm_report.report.html.assets import Assets
from lmmm_report.report.words.wording import Wording
from lmmm_report.site.row_json import Links, RowReader, Unfit, row_data
from lmmm_report.site.rows import Broken, UnitRow
from lmmm_report.site.shared import Shared

if TYPE_CHECKING:
    from lmmm_report.making.cluster import Cluster
    from lmmm_report.making.timelines import Tip, Tips

EACH = 8
"""Reports that a process of its own makes in about the time that it takes to start."""
MOST_ROUNDS = 3
"""So often a build begins again because another one has written into its folder meanwhile."""


def make_reports(order: Order, reader: ProfileReader, wordings: Mapping[str, Wording], listener: Listener) -> Built:
    """Make what has changed since the last build into the same folder, and publish it as one step.

    The reports of few profiles at a time are held in memory. Of several profiles, one that cannot be read keeps its
    last report. Raises `UserError` where no report can be made; then nothing is written.
    """
    refuse_index(order.profiles)
    gc.freeze()  # modules, model and words stay: no need to look through them for circles with every report
    if "pdf" in order.formats and order.cluster is None:
        from lmmm_report.report.pdf.press import require_pdf  # brings WeasyPrint

        require_pdf()
    for _ in range(MOST_ROUNDS):
        with (
            suppress(_Overtaken),
            Staging(order.folder, whole=order.whole) as stage,
            closing(_Maker(order, reader, wordings, listener, stage)) as maker,
        ):
            return maker.make()
    message, hint = say("output.busy"), say("output.busy_cure")
    raise UserError(Problem(file=str(order.folder), message=message, hint=hint, code="busy"))


class _Overtaken(Exception):  # noqa: N818 - a state of the folder
    """Another build has written into the folder meanwhile."""


class _Maker:
    def __init__(
        self,
        order: Order,
        reader: ProfileReader,
        wordings: Mapping[str, Wording],
        listener: Listener,
        stage: Staging,
    ) -> None:
        self.order = order
        self.listener = listener
        self.stage = stage
        self.record, self.before = read_record(order.folder)
        self.model = reader.model
        self.rules = of_rules(reader.model)
        self.rows = RowReader(reader.model)
        self.shared = Shared()
        told = self.record.told if self.record.rules == self.rules else {}
        self.earlier = EarlierFiles(order.earlier, reader, listener, told=told)
        self.recipe = Recipe(
            model=order.model,
            languages=order.languages,
            formats=order.formats,
            audience=order.audience,
            look=order.look,
            names=order.names,
            separate=order.separate,
            several=len(order.profiles) > 1,
            known=self.earlier.known,
        )
        self.options = self.recipe.fingerprint
        self.workshop = Workshop(self.recipe, reader, wordings)
        self.assets = Assets() if order.separate else None
        self.wordings = tuple(wordings[language] for language in order.languages)
        self.outputs = Outputs(stage, self.record, _request(order))
        self.units = Units()
        self.asked: dict[str, tuple[Tip, str]] = {}
        """Of profiles that are being made, of which commit their earlier states are, and the fingerprint of these."""
        self.uncounted: set[str] = set()
        """Units that are known, but whose rows are by other rules."""
        self.last: dict[str, Links] = {}
        """Label and address of what is left of the last reports of profiles that cannot be read."""
        self.broken: dict[str, Broken] = {}
        self.problems: list[Problem] = []

    def make(self) -> Built:
        """Stage what has changed of the reports, then of the pages that lead to them, then publish."""
        order = self.order
        changed = [file for file in order.profiles if not self._as_before(file)]
        self._refuse_foreign(name for file in changed for name in self._names_of(file.name))
        if changed:
            self._make(changed)
        if len(self.units) == len(self.uncounted) or (self.problems and len(order.profiles) == 1):
            raise UserError(self.problems)
        self.earlier.close()
        site = self._about_all() if len(order.profiles) > 1 else self.record.site
        return self._published(site, unchanged=len(order.profiles) - len(changed))

    def _as_before(self, file: ProfileFile) -> bool:
        """Whether everything of a profile is there as this build would make it; then it stays."""
        known = self.record.units.get(file.name)
        if known is None or self.order.everything or (known.rules, known.options) != (self.rules, self.options):
            return False
        try:
            unit = Unit(file.name, file.file, read_bytes(file.path))
            tip, states = self._states_now(file, known)
            row = self.rows.row(known.row, file.name, self._links(file.name))
        except (UserError, Unfit):  # what is wrong with it is said when it is made
            return False
        if unit.made_of(known_before(row.company, row.day, self.recipe.known), states) != known.made_of:
            return False
        if not self.record.whole(self.order.folder, known.files, by_content=self.order.by_content):
            return False
        self.outputs.keep(known.files)
        self._count(row, known._replace(tip=tip, states=states))
        if known.warnings:
            self.listener.warn([problem_of(one, file.file) for one in known.warnings])
        return True

    def _count(self, row: UnitRow, unit: UnitRecord) -> None:
        """Take down what is known of a unit that has a report."""
        self.units[row.name] = unit
        self.earlier.built(row.company, row.day)

    def _counts(self, name: str) -> bool:
        """Whether a unit is among those that the pages about all tell of."""
        return name in self.units and name not in self.uncounted

    def _row(self, name: str) -> UnitRow:
        """The row of a unit that is counted."""
        row = self.rows.row(self.units[name].row, name, self._links_now(name))
        return self.shared.row(row._replace(headlines=Headlines(self.units, name)))

    def _links_now(self, name: str) -> Links:
        """Label and address of the files of a report that are there after this build."""
        return self.last[name] if name in self.last else self._links(name)

    def close(self) -> None:
        """Let go what is known of units, now and from before."""
        self.units.close()
        self.record.units.close()

    def _unit(self, file: ProfileFile) -> Unit:
        """What there is of one profile before it is looked at; `UserError` if it cannot be read."""
        states = self._states(file)[1] if self.order.history else NO_STATES
        return Unit(file.name, file.file, read_bytes(file.path), states)

    def _states(self, file: ProfileFile) -> tuple[Tip, States]:
        """The earlier states of a profile, and the commit that they are known for."""
        from lmmm_report.making.timelines import NO_TIP, FileTrack  # most builds ask for no revisions

        states = FileTrack(file.path).states()
        tip = self._tips.tip(file.path) if states.whole else NO_TIP
        self.asked[file.name] = tip, states.fingerprint
        return tip, states

    def _states_now(self, file: ProfileFile, known: UnitRecord) -> tuple[Tip, str]:
        """The fingerprint of these states, from the record where the repository says that they are the same."""
        if not self.order.history:
            return ("", ""), NO_STATES.fingerprint
        if self._tips.same(file.path, known.tip):
            return self._tips.tip(file.path), known.states
        tip, states = self._states(file)
        return tip, states.fingerprint

    @cached_property
    def _tips(self) -> Tips:
        from lmmm_report.making.timelines import Tips

        return Tips()

    def _links(self, name: str, among: frozenset[str] | None = None) -> Links:
        """Label and address of a report's files by language; ``among``: only of those."""
        return FileLinks(name, self.order.audience, self.order.languages, self.order.formats, among)

    def _make(self, files: Sequence[ProfileFile]) -> None:
        """Make the reports of these profiles and stage them."""
        by_name = {file.name: file for file in files}
        pdf = "pdf" in self.order.formats
        parts = len(files) * len(self.order.languages) if pdf else len(files)
        with (
            self._workers(len(files)) as workers,
            self.listener.progress(parts, say("making.building")) as advance,
        ):
            for done in self._done(files, workers):
                if isinstance(done, Typeset):
                    self._stage_pdf(done)
                elif done.row is None:
                    self._keep_last(by_name[done.unit], done.problems)
                else:
                    self._stage_report(done, done.row, by_name[done.unit].file)
                if not pdf or isinstance(done, Typeset):
                    advance(done.unit)

    def _workers(self, count: int) -> Workers | Cluster:
        if self.order.cluster is None:
            return Workers(self._jobs(count))
        from lmmm_report.making.cluster import Cluster  # brings Dask

        return Cluster(self.order.cluster, self.recipe.sent())

    def _jobs(self, count: int) -> int:
        """How many processes pay."""
        documents = count * len(self.order.languages) if "pdf" in self.order.formats else 0
        return max(1, min(self.order.jobs, max(documents, count // EACH)))

    def _done(self, files: Sequence[ProfileFile], workers: Workers | Cluster) -> Iterator[Made | Typeset]:
        """Everything that is made of the profiles, as it is done."""
        waiting = iter(files)
        here = len(files) < 2 * EACH and self.order.cluster is None
        make = self.workshop.make if here else partial(make_unit, self.recipe.sent())
        while True:
            while workers.room and (file := next(waiting, None)) is not None:
                try:
                    workers.add(make, self._unit(file), here=here)
                except UserError as error:
                    yield Made(file.name, problems=error.problems)
            if not len(workers):
                return
            done: Made | Typeset = workers.next()
            for page in done.pages if isinstance(done, Made) else ():
                workers.add(typeset, page)
            yield done

    def _stage_report(self, made: Made, row: UnitRow, file: str) -> None:
        self.listener.detail(made.unit)
        if made.warnings:
            self.listener.warn(made.warnings)
        for name, content in made.files:
            if name not in self.outputs.now:  # what lies beside pages is the same for all
                self.outputs.add(name, content)
        tip, states = self.asked.pop(made.unit, (("", ""), NO_STATES.fingerprint))
        unit = UnitRecord(
            rules=self.rules,
            options=self.options,
            made_of=made.made_of,
            names=self.order.names,
            files=(*(name for name, _ in made.files), *(page.name for page in made.pages)),
            row=row_data(row),
            warnings=tuple(problem_data(one, file) for one in made.warnings),
            tip=tip,
            states=states,
        )
        self._count(row, unit)

    def _stage_pdf(self, done: Typeset) -> None:
        self.outputs.add(done.name, done.pdf)
        if done.unshown:
            warning = _unshown(done.source, done.name, done.unshown)
            self.listener.warn([warning])
            unit = self.units[done.unit]
            self.units[done.unit] = unit._replace(warnings=(*unit.warnings, problem_data(warning, done.source)))

    def _keep_last(self, file: ProfileFile, problems: Sequence[Problem]) -> None:
        """A profile that cannot be read keeps what was made of it last, as far as this build would make it as well."""
        self.problems += problems
        known, last, links = self.record.units.get(file.name), None, self._links(file.name, frozenset())
        # Persons who are not to be named now may be named there.
        if known is not None and (known.names == "roles" or self.order.names == "all"):
            wanted = self._names_of(file.name)
            there = frozenset(
                name
                for name in known.files
                if (name in wanted or name.startswith(f"{ASSETS}/"))
                and self.record.whole(self.order.folder, [name], by_content=False)
            )
            if there & wanted:
                links = self._links(file.name, there)
                self.outputs.keep(name for name in known.files if name in there)
                known = known._replace(files=tuple(name for name in known.files if name in there))
                self.units[file.name], last = known, _day_of(known)
                self.uncounted.add(file.name)
                with suppress(Unfit):
                    row = self.rows.row(known.row, file.name, links)
                    if known.rules == self.rules:  # by other rules it could not be counted with the others
                        self.last[file.name] = links
                        self._count(row, known)
                        self.uncounted.remove(file.name)
        first = problems[0]
        self.broken[file.name] = Broken(
            name=file.name,
            file=file.path.name,
            line=first.line,
            problems=len(problems),
            # A message may quote what the profile says.
            said={language: in_language(first.message, language) for language in LANGUAGES}
            if self.order.names == "all"
            else {},
            last=last,
            links=links,
            counted=self._counts(file.name),
        )

    def _refuse_foreign(self, names: Iterable[str]) -> None:
        """Raise `UserError` for files that lie where ours belong and that neither the record nor they call ours."""
        folder, known = self.order.folder, self.record.outputs
        foreign = [name for name in names if name not in known and is_foreign(folder / name)]
        if foreign:
            message, hint = say("making.foreign"), say("making.foreign_cure")
            raise UserError(
                [Problem(file=str(folder / one), message=message, hint=hint, code="foreign") for one in foreign]
            )

    def _names_of(self, name: str) -> frozenset[str]:
        names = ReportNames(name, self.order.audience)
        return frozenset(
            file for language in self.order.languages for file in names.files(language, self.order.formats).values()
        )

    def _about_all(self) -> tuple[str, tuple[str, ...]]:
        """Stage the pages and data about all profiles, unless nothing of them has changed: of what, and which files."""
        names = [file.name for file in self.order.profiles if self._counts(file.name)]
        broken = [self.broken[file.name] for file in self.order.profiles if file.name in self.broken]
        made_of = fingerprint_of(
            chain(
                [[self.rules, self.options]],
                ([name, self.units[name].row, dict(self._links_now(name))] for name in names),
                ([*one[:5], one.last.isoformat() if one.last else None, dict(one.links), *one[7:]] for one in broken),
            )
        )
        known, files = self.record.site
        whole = self.record.whole(self.order.folder, files, by_content=self.order.by_content)
        if made_of == known and whole and not self.order.everything:
            self.outputs.keep(files)
            return self.record.site
        made = []
        for name, content in self._pages(map(self._row, names), broken):
            made.append(name)
            if name not in self.outputs.now:
                self.outputs.add(name, content)
        return made_of, tuple(made)

    def _pages(self, rows: Iterable[UnitRow], broken: Iterable[Broken]) -> Iterator[tuple[str, bytes | Iterable[str]]]:
        """The pages and data about all profiles, what belongs to a page before it, and the first page last."""
        from lmmm_report.site.index import DATA, IndexPages  # only where there are several

        formats, model = self.order.formats, self.model
        index = IndexPages(model, self.wordings, program_version=__version__, look=self.order.look, assets=self.assets)
        for row in rows:
            index.take(row)
        for one in broken:
            index.take_broken(one)
        if "json" in formats:
            yield DATA, index.document()
        if "html" in formats:
            for page in index.streamed(with_data="json" in formats):
                yield from self.assets.new() if self.assets else ()
                yield page

    def _published(self, site: tuple[str, tuple[str, ...]], *, unchanged: int) -> Built:
        order, outputs = self.order, self.outputs
        self._refuse_foreign(outputs.now)
        own = any(path.is_dir() for path in order.named) if order.prune is None else order.prune
        outputs.settle(own=own, others=order.prune is True)
        outputs.take_over(self.units)
        if len(order.profiles) > 1 and (beside := len(self.units.keys() - {file.name for file in order.profiles})):
            from lmmm_report.site.index import DATA  # known by now

            self.listener.warn([_not_shown(str(order.folder / (INDEX if "html" in order.formats else DATA)), beside)])
        record = Record(
            units=self.units,
            site=(site[0], tuple(name for name in site[1] if name in outputs.now)),
            folders=outputs.folders(),
            told=self.earlier.told,
            rules=self.rules,
            outputs=outputs.now,
        )
        if _sum(record_lines(record)) != self.before:
            self.stage.write(RECORD, record_lines(record))
        if stored_sum(order.folder) != self.before:
            raise _Overtaken
        published = self.stage.publish()
        return Built(
            written=published.files.but(published.unchanged | {RECORD}),
            unchanged=unchanged,
            removed=published.removed,
            kept=published.kept,
            problems=tuple(self.problems),
        )


def _sum(pieces: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece.encode())
    return digest.hexdigest()


def _request(order: Order) -> str:
    """What stands for the files and folders that were named; none of their names can be read from it."""
    return fingerprint([os.path.normpath(path) for path in order.named])[:16]


def _day_of(known: UnitRecord) -> date | None:
    """The date of the assessment of a report, whatever else is recorded of it."""
    try:
        return date.fromisoformat(known.row[1])
    except (TypeError, ValueError, LookupError):
        return None


def _not_shown(index: str, count: int) -> Problem:
    """The warning that there are reports in the folder to which the pages about all of this build do not lead."""
    message, hint = say("making.beside", count=count), say("making.beside_cure")
    return Problem(file=index, message=message, hint=hint, code="beside", severity="warning")


def _unshown(file: str, pdf: str, characters: Iterable[str]) -> Problem:
    """The warning that a PDF shows boxes in the place of characters."""
    named = [c if c.isprintable() else f"U+{ord(c):04X}" for c in characters]
    shown, left = ", ".join(named[:8]), len(named) - 8
    return Problem(
        file=file,
        message=say("making.no_glyphs_more", shown=shown, left=left, pdf=pdf)
        if left > 0
        else say("making.no_glyphs", shown=shown, pdf=pdf),
        hint=say("making.no_glyphs_cure"),
        code="no-glyph",
        severity="warning",
    )
