"""Sees what changes in files and folders while something else goes on."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from pathlib import Path

from watchfiles import DefaultFilter, watch

SETTLED = 50
"""Milliseconds without a further change after which those before are told together."""


class Watcher:
    """Tells of changed paths, from a thread of its own. A context: leaving it ends the watching.

    A file is watched by its folder: editors put a new one in its place.
    """

    def __init__(self, paths: Iterable[Path], tell: Callable[[frozenset[Path]], None]) -> None:
        listed = [path.resolve() for path in paths]
        folders = {path for path in listed if path.is_dir()}
        files = {path for path in listed if path not in folders}
        self._files = files
        self._tell = tell
        self._stop = threading.Event()
        self._threads = [
            threading.Thread(target=self._watch, args=(places, deep), daemon=True)
            for places, deep in ((folders, True), ({path.parent for path in files}, False))
            if places
        ]

    def __enter__(self) -> None:
        for thread in self._threads:
            thread.start()

    def __exit__(self, *raised: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join(timeout=2)

    def _watch(self, places: set[Path], deep: bool) -> None:
        there = [place for place in places if place.is_dir()]
        if not there:
            return
        try:
            self._follow(there, deep=deep, polling=False)
        except (OSError, RuntimeError):
            # What the system has for it can be used up, or fail on folders from elsewhere.
            self._follow(there, deep=deep, polling=True)

    def _follow(self, places: list[Path], *, deep: bool, polling: bool) -> None:
        for changes in watch(
            *places,
            watch_filter=DefaultFilter(),
            stop_event=self._stop,
            step=SETTLED,
            rust_timeout=500,
            recursive=deep,
            raise_interrupt=False,
            force_polling=polling or None,
        ):
            changed = frozenset(Path(path) for _, path in changes)
            if not deep:
                changed = frozenset(path for path in changed if path in self._files)
            if changed:
                self._tell(changed)
