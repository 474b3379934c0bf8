"""What is written into a folder and what is left of before: staged as one step, and taken down in the record."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from lmmm_report.making.known_units import Units
from lmmm_report.making.record import Output, Record
from lmmm_report.output import Staging


class Outputs:
    """The files of a folder after this build; ``request`` stands for the profiles that it was asked for."""

    def __init__(self, stage: Staging, before: Record, request: str) -> None:
        self._stage = stage
        self._before = before
        self._request = request
        self.now: dict[str, Output] = {}

    def add(self, name: str, content: bytes | Iterable[str]) -> None:
        """Stage a file; a text comes in pieces."""
        size, sha256 = self._stage.write(name, content)
        self.now[name] = Output(size, sha256, self._by(name))

    def keep(self, names: Iterable[str]) -> None:
        """Files of the record stay as they are."""
        for name in names:
            if name not in self.now:
                known, by = self._before.outputs[name], self._by(name)
                self.now[name] = known if by == known.by else known._replace(by=by)

    def _by(self, name: str) -> tuple[str, ...]:
        known = self._before.outputs.get(name)
        return _with(self._request, known.by if known else ())

    def settle(self, *, own: bool, others: bool) -> None:
        """Let go what has been made before and is made no more: by this request, and for any other.

        Everything else in the record stays known as ours.
        """
        if others:
            self.now = {name: output._replace(by=(self._request,)) for name, output in self.now.items()}
        for name, output in self._before.outputs.items():
            if name in self.now:
                continue
            if others or (own and self._request in output.by):
                self._stage.remove(name, output.sha256)
            else:
                self.now[name] = output

    def folders(self) -> tuple[str, ...]:
        """The folders that were made for files and are still needed; the others go, if nothing is in them."""
        needed = {name[:at] for name in self.now for at, letter in enumerate(name) if letter == "/"}
        for folder in sorted(set(self._before.folders) - needed, key=len, reverse=True):
            self._stage.remove_folder(folder)
        made = {*self._before.folders, *self._stage.new_folders()}
        return tuple(sorted(made & needed))

    def take_over(self, units: Units) -> None:
        """Add what is known of units to those of this build: of earlier ones whose files are still there."""
        for name in self._before.units:
            if name in units:
                continue
            known = self._before.units[name]
            files = tuple(file for file in known.files if file in self.now)
            if any(not file.startswith("assets/") for file in files):
                units[name] = known._replace(files=files)


@cache
def _with(request: str, others: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted({request, *others}))
