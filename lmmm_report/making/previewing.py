"""Reports that are made anew while their profiles are written, and shown in a browser on the same machine."""

from __future__ import annotations

import hashlib
import queue
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from lmmm_report import __version__
from lmmm_report.domain.audience import DEFAULT_AUDIENCE
from lmmm_report.load.files import ProfileFile, named_profiles
from lmmm_report.load.yaml.text import read_bytes
from lmmm_report.making.earlier import NO_STATES, EarlierFiles
from lmmm_report.making.loading import reader_at, wordings_of
from lmmm_report.making.looks import look_at
from lmmm_report.making.naming import INDEX, ReportNames, first_page, refuse_index
from lmmm_report.making.telling import Listener
from lmmm_report.making.unit import Recipe, Unit, Workshop
from lmmm_report.messages import say
from lmmm_report.output import Staging
from lmmm_report.problems import Problem, UserError
from lmmm_report.report.words.wording import Wording
from lmmm_report.serving.news import ALL, News
from lmmm_report.serving.server import PageServer, Site
from lmmm_report.site.index import IndexPages
from lmmm_report.site.rows import UnitRow

BESIDE_THEME = frozenset({".svg", ".png", ".jpg", ".jpeg", ".webp", ".ttf", ".otf", ".woff", ".woff2"})
"""Endings of the files that a theme names and that lie beside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What is to be made, of what, and where it goes."""

    paths: tuple[Path, ...]
    """Profiles and folders of them, as the user has named them."""
    folder: Path
    languages: tuple[str, ...]
    model: Path | None = None
    theme: Path | None = None
    templates: Path | None = None
    earlier: tuple[Path, ...] = ()
    names: str = "all"
    """``all``, or ``roles``: persons by their roles."""


def serve_reports(preview: Preview, port: int, listener: Listener, ready: Callable[[str], None]) -> None:
    """Make the reports, serve them, and make anew what changes, until the program is stopped.

    ``ready`` gets the address once it answers. What is wrong with profiles is told to ``listener`` and to the
    browsers. Raises `UserError` where the port is not free.
    """
    from lmmm_report.making.watching import Watcher  # brings much that only watching needs

    changes: queue.Queue[frozenset[Path]] = queue.Queue()
    table = Table(preview, listener)
    with ExitStack() as stack:
        address = stack.enter_context(PageServer(table.site, port))
        stack.enter_context(Watcher(table.watched(), changes.put))
        ready(address)
        table.refresh(None)
        while True:
            try:
                # With a limit, as on Windows nothing else would let a signal through.
                changed = changes.get(timeout=1)
            except queue.Empty:
                continue
            while not changes.empty():
                changed |= changes.get_nowait()
            table.refresh(changed)


class Table:
    """What has been made so far, of which bytes, and what is wrong. Raises `UserError` where there are no profiles."""

    def __init__(self, preview: Preview, listener: Listener) -> None:
        self._preview = preview
        self._listener = listener
        self._news = News()
        self._kitchen: _Kitchen | None = None
        for path in preview.paths:
            if not path.exists():
                read_bytes(path)  # says so, with what is like it
        self._files = named_profiles(preview.paths, leave_out=preview.earlier)
        self._rows: dict[str, UnitRow] = {}
        self._seen: dict[str, str] = {}
        """What each profile was when it was looked at, by the name of its report."""
        self._written: dict[str, str] = {}
        """SHA-256 of each file that was written, by its name."""
        self._owned: dict[str, tuple[str, ...]] = {}
        """The names of the files of each report."""
        self._problems: dict[str, tuple[Problem, ...]] = {}
        self._told: Mapping[str, tuple[Problem, ...]] = {}
        self.site = Site(
            folder=preview.folder,
            news=self._news,
            languages=preview.languages,
            first=self._first,
            reports=lambda: tuple(file.name for file in self._files),
        )

    def watched(self) -> tuple[Path, ...]:
        """Everything that decides on the pages."""
        preview = self._preview
        rules = [preview.model, preview.templates, *preview.earlier]
        if preview.theme is not None:
            rules += [preview.theme, *_beside(preview.theme)]
        if preview.model is not None and preview.model.is_file():
            rules.append(preview.model)
        return (*preview.paths, *(path for path in rules if path is not None))

    def refresh(self, changed: frozenset[Path] | None) -> None:
        """Make what these changes ask for; `None`: everything."""
        try:
            files = named_profiles(self._preview.paths, leave_out=self._preview.earlier)
            refuse_index(files)
            if self._kitchen is None or changed is None or self._concern_all(changed) or self._counts_otherwise(files):
                anew = self._kitchen is not None and changed is not None
                self._kitchen = None
                self._kitchen = _Kitchen(self._preview, several=len(files) > 1, listener=self._listener)
                self._seen.clear()
                if anew:
                    self._listener.detail(say("serving.made_anew", count=len(files)))
        except UserError as error:
            self._tell({ALL: error.problems})
            return
        self._files = files
        made = [self._make(file) for file in files]
        gone = self._forget()
        if any(made) or gone:
            self._make_about_all()
        self._tell(self._problems)

    def _make(self, file: ProfileFile) -> bool:
        """Make one report if its profile is not what it was; whether its row is another one now."""
        assert self._kitchen is not None
        try:
            content = read_bytes(file.path)
        except UserError as error:
            self._problems[file.name] = error.problems
            self._seen.pop(file.name, None)
            return False
        if self._seen.get(file.name) == (now := hashlib.sha256(content).hexdigest()):
            return False
        self._seen[file.name] = now
        try:
            made = self._kitchen.workshop.make(Unit(file.name, file.file, content, NO_STATES))
            problems = made.problems
        except UserError as error:  # a template of the user's own
            problems = error.problems
        if problems or made.row is None:
            self._problems[file.name] = problems
            self._tell(self._problems)
            return False
        if self._problems.pop(file.name, ()):
            # Before the page reloads, which would show them once more.
            self._tell(self._problems)
        try:
            self._write(made.files)
        except UserError as error:
            self._problems[file.name] = error.problems
            return False
        if made.warnings:
            self._listener.warn(made.warnings)
        self._listener.detail(say("serving.made", file=file.file))
        self._owned[file.name] = tuple(name for name, _ in made.files)
        self._rows[file.name] = made.row
        return True

    def _forget(self) -> bool:
        """Let the files of reports go whose profile is gone; whether there were any."""
        there = {file.name for file in self._files}
        gone = [name for name in self._owned if name not in there]
        with Staging(self._preview.folder) as stage:
            for name in gone:
                for page in self._owned.pop(name):
                    stage.remove(page, self._written.pop(page))
                self._rows.pop(name, None)
            if gone:
                stage.publish()
        for name in [*self._problems, *self._seen]:
            if name not in there and name != ALL:
                self._problems.pop(name, None)
                self._seen.pop(name, None)
        return bool(gone)

    def _make_about_all(self) -> None:
        """The pages about all reports that there are."""
        self._problems.pop(ALL, None)
        rows = [self._rows[file.name] for file in self._files if file.name in self._rows]
        if len(self._files) < 2 or not rows:
            return
        assert self._kitchen is not None
        try:
            self._write((name, page.encode()) for name, page in self._kitchen.about(rows))
        except UserError as error:
            self._problems[ALL] = error.problems

    def _write(self, files: Iterable[tuple[str, bytes]]) -> None:
        """Write what is not there already, as one step, and say so."""
        with Staging(self._preview.folder) as stage:
            new = {}
            for name, content in files:
                if self._written.get(name) != (digest := hashlib.sha256(content).hexdigest()):
                    stage.add(name, content)
                    new[name] = digest
            if new:
                stage.publish()
                self._written |= new
                self._news.written()

    def _tell(self, problems: Mapping[str, tuple[Problem, ...]]) -> None:
        """Tell browsers, and the listener of what it has not heard."""
        known = {problem for some in self._told.values() for problem in some}
        fresh = [problem for some in problems.values() for problem in some if problem not in known]
        if fresh:
            self._listener.warn(fresh)
        elif self._told and not problems:
            self._listener.detail(say("serving.mended"))
        self._told = dict(problems)
        self._news.found(problems)

    def _first(self) -> str:
        """The page that stands for the folder."""
        files, language = self._files, self._preview.languages[0]
        if len(files) == 1:
            return ReportNames(files[0].name).page(language)
        return first_page(language, self._preview.languages) if files else INDEX

    def _counts_otherwise(self, files: tuple[ProfileFile, ...]) -> bool:
        """Whether there are pages about all now and were none, or the other way round."""
        return (len(files) > 1) != (len(self._files) > 1)

    def _concern_all(self, changed: frozenset[Path]) -> bool:
        """Whether a change is one of the rules or the look, by which every report is made."""
        preview = self._preview
        folders = [path.resolve() for path in (preview.templates, preview.model, *preview.earlier) if path is not None]
        theme = None if preview.theme is None else preview.theme.resolve()
        return any(
            any(path == folder or path.is_relative_to(folder) for folder in folders)
            or (theme is not None and (path == theme or path in _beside(theme)))
            for path in changed
        )


class _Kitchen:
    """What all reports are made with. Raises `UserError` for a fault in model, theme or templates."""

    def __init__(self, preview: Preview, *, several: bool, listener: Listener) -> None:
        reader = reader_at(preview.model)
        wordings: Mapping[str, Wording] = wordings_of(reader.model)
        look = look_at(preview.theme, preview.templates, wordings)
        recipe = Recipe(
            model=preview.model,
            languages=preview.languages,
            formats=("html",),
            audience=DEFAULT_AUDIENCE,
            look=look,
            names=preview.names,
            separate=False,
            several=several,
            known=EarlierFiles(preview.earlier, reader, listener).known,
        )
        self.workshop = Workshop(recipe, reader, wordings)
        self._model = reader.model
        self._look = look
        self._wordings = tuple(wordings[language] for language in preview.languages)

    def about(self, rows: Iterable[UnitRow]) -> Iterable[tuple[str, str]]:
        """Name and content of each page about all reports."""
        pages = IndexPages(self._model, self._wordings, program_version=__version__, look=self._look)
        for row in rows:
            pages.take(row)
        return pages.render()


def _beside(theme: Path) -> frozenset[Path]:
    """The pictures and fonts beside a theme."""
    if not theme.parent.is_dir():
        return frozenset()
    return frozenset(path for path in theme.resolve().parent.iterdir() if path.suffix.lower() in BESIDE_THEME)
