"""The pages that lead to the reports: gathers a slim row of each, and makes all pages from the rows alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import Any

from lmmm_report.domain.model import Model
from lmmm_report.report.html.assets import Assets
from lmmm_report.report.html.pages import PLAIN, Alternate, Look, PageView, render_about_units
from lmmm_report.report.words.wording import Wording
from lmmm_report.site.conditions_page import conditions_page_of
from lmmm_report.site.feed import render_feed
from lmmm_report.site.finding_page import compare_data, scripted_page_of, search_data
from lmmm_report.site.first_page import first_page_of
from lmmm_report.site.groups import Group, grouped, inside, neighbours
from lmmm_report.site.handbook_page import handbook_page_of
from lmmm_report.site.index_json import render_index_json
from lmmm_report.site.rows import Broken, UnitRow
from lmmm_report.site.units import Frame, owner_of

FOLDER = "portfolio"
"""Where all pages lie but the first."""
DATA = "index.json"
CONDITIONS = "conditions"


class IndexPages:
    """Gathers the rows as reports are made. A page is a function of them: the same rows give the same bytes."""

    def __init__(
        self,
        model: Model,
        wordings: Sequence[Wording],
        *,
        program_version: str,
        look: Look = PLAIN,
        assets: Assets | None = None,
    ) -> None:
        self._model = model
        self._wordings = wordings
        self._program_version = program_version
        self._look = look
        self._assets = assets
        self._rows: list[UnitRow] = []
        self._broken: list[Broken] = []

    def take(self, row: UnitRow) -> None:
        """Take down what the pages say of one report."""
        self._rows.append(row)

    def take_broken(self, broken: Broken) -> None:
        """Take down what they say of a profile that cannot be read."""
        self._broken.append(broken)

    def document(self) -> Iterator[str]:
        """All units for programs, in pieces; at least one report has been added."""
        return render_index_json(self._rows, self._broken, self._model, program_version=self._program_version)

    def render(self, *, with_data: bool = False) -> Iterator[tuple[str, str]]:
        """Name and content of each page, the first page last; ``with_data``: the document lies beside it.

        At least one report has been added.
        """
        for name, pieces in self.streamed(with_data=with_data):
            yield name, "".join(pieces)

    def streamed(self, *, with_data: bool = False) -> Iterator[tuple[str, Iterable[str]]]:
        """The same with each content in pieces, to be taken before the next one: no page is held as a whole.

        What lies beside a page (`Assets`) is known once it is yielded.
        """
        for wording in self._wordings:
            yield from _Pages(self, wording, with_data=with_data).made()

    def name(self, page: str, wording: Wording) -> str:
        """The name of a page: the first page in the first language is the one that a server shows for the folder."""
        if page == "index":
            return "index.html" if wording is self._wordings[0] else f"index.{wording.language}.html"
        return f"{FOLDER}/{page}.{wording.language}.html"

    def alternates(self, page: str, wording: Wording) -> tuple[Alternate, ...]:
        """The same page in the other languages; it lies in the same folder."""
        return tuple(
            Alternate(other.language, other.say("report.this_language"), self.name(page, other).rpartition("/")[2])
            for other in self._wordings
            if other is not wording
        )

    def rendered(
        self,
        kind: str,
        page: str,
        view: PageView,
        wording: Wording,
        *,
        data: Mapping[str, Any] | None = None,
        files: Sequence[tuple[str, str]] = (),
    ) -> tuple[str, Iterable[str]]:
        """A page with its name, in pieces."""
        name = self.name(page, wording)
        return name, render_about_units(
            kind,
            view,
            wording,
            data=data,
            alternates=self.alternates(page, wording),
            files=files,
            look=self._look,
            assets=self._assets,
            name=name,
        )

    @property
    def rows(self) -> Sequence[UnitRow]:
        """What has been taken down."""
        return self._rows

    @property
    def broken(self) -> Sequence[Broken]:
        """The profiles that cannot be read."""
        return self._broken

    @property
    def model(self) -> Model:
        """The model of all reports."""
        return self._model

    @property
    def program_version(self) -> str:
        """Version of the program."""
        return self._program_version


class _Pages:
    """All pages in one language."""

    def __init__(self, index: IndexPages, wording: Wording, *, with_data: bool) -> None:
        self.index = index
        self.w = wording
        self.with_data = with_data
        self.owner = owner_of(index.rows, wording)
        self.home = f"../{index.name('index', wording)}"
        self.groups = grouped(index.rows)
        self.near = neighbours(index.rows, [one.name for one in index.broken]) if index.broken else {}

    def made(self) -> Iterator[tuple[str, Iterable[str]]]:
        index, w = self.index, self.w
        rows, model, version = index.rows, index.model, index.program_version
        handbook = self._beside("handbook")
        yield index.rendered(
            "handbook",
            "handbook",
            handbook_page_of(model, w, owner=self.owner, home=self.home, program_version=version),
            w,
        )
        yield self._conditions(None)
        for kind, data in (
            ("search", search_data(rows, index.broken, model, w, handbook=handbook, home=self.home)),
            ("compare", compare_data(rows, model, w)),
        ):
            view = scripted_page_of(
                kind, model, w, owner=self.owner, home=self.home, ways=tuple(self._ways()), program_version=version
            )
            yield index.rendered(kind, kind, view, w, data=data)
        feed = f"{FOLDER}/changes.{w.language}.xml"
        entries = render_feed(rows, model, w, owner=self.owner, home=self.home, own=feed.rpartition("/")[2], up="../")
        yield feed, (entries,)
        for group in self.groups.values():
            yield self._conditions(group)
            yield self._group(group)
        files = [(w.say("portfolio.feed"), feed), *([("JSON", DATA)] if self.with_data else [])]
        yield index.rendered("first", "index", first_page_of(rows, self._frame(None), w), w, files=files)

    def _beside(self, page: str) -> str:
        """The address of a page in another page of the folder."""
        return self.index.name(page, self.w).rpartition("/")[2]

    def _ways(self) -> Iterator[tuple[str, str]]:
        """Pages that say without a script what a page with one would find."""
        w = self.w
        yield w.say("portfolio.part.table"), f"{self.home}#units"
        yield w.say("portfolio.conditions.title"), self._beside(CONDITIONS)
        yield w.say("portfolio.handbook.title"), self._beside("handbook")

    def _conditions(self, group: Group | None) -> tuple[str, Iterable[str]]:
        """What is missing and what helps, with the units: all of them, or those of a group."""
        view = conditions_page_of(
            group.rows if group else self.index.rows,
            self.index.model,
            self.w,
            owner=self.owner,
            program_version=self.index.program_version,
            home=self.home,
            handbook=self._beside("handbook"),
            group=(group.name, self._beside(group.file)) if group else None,
            whole=self._beside(CONDITIONS) if group else "",
        )
        return self.index.rendered("conditions", _conditions_name(group), view, self.w)

    def _group(self, group: Group) -> tuple[str, Iterable[str]]:
        view = first_page_of(group.rows, self._frame(group), self.w)
        return self.index.rendered("first", group.file, view, self.w)

    def _frame(self, group: Group | None) -> Frame:
        w = self.w
        way = "" if group else f"{FOLDER}/"
        path = group.path if group else ()
        names = {row.name for row in group.rows} if group else set()
        return Frame(
            model=self.index.model,
            program_version=self.index.program_version,
            owner=self.owner,
            up="../" if group else "",
            home=self.home if group else "",
            conditions=way + self._beside(_conditions_name(group)),
            pages=tuple(
                (w.say(f"portfolio.{page}.title.short"), way + self._beside(page))
                for page in ("compare", "search", "handbook")
            ),
            groups=tuple((one, way + self._beside(one.file)) for one in inside(self.groups, path)),
            group=group,
            crumbs=tuple(self._crumbs(group)) if group else (),
            broken=tuple(one for one in self.index.broken if group is None or self._belongs(one, names)),
        )

    def _belongs(self, one: Broken, names: Set[str]) -> bool:
        """Whether a profile that cannot be read is of a group: by its last report, else by what lies beside it."""
        near = self.near[one.name]
        return one.name in names or (not one.counted and bool(near) and near <= names)

    def _crumbs(self, group: Group) -> Iterator[tuple[str, str]]:
        """The way to a group; it itself is no link."""
        if group.parent:
            parent = self.groups[group.parent]
            for name, href in self._crumbs(parent):
                yield name, href or self._beside(parent.file)
        yield group.name, ""


def _conditions_name(group: Group | None) -> str:
    return f"{CONDITIONS}-{group.file}" if group else CONDITIONS
