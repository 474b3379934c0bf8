"""What belongs to pages and lies beside them: style sheets, script, fonts and logo, named by their content."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator

FOLDER = "assets"


class Assets:
    """One set of files for all pages of a folder. A file is named by its content, so what has a name never changes."""

    def __init__(self) -> None:
        self._waiting: dict[str, bytes] = {}
        self._known: set[str] = set()

    def address(self, page: str, stem: str, ending: str, data: bytes) -> str:
        """The address of a file with these bytes as the page ``page`` (its name below the folder) has to write it."""
        return f"{'../' * page.count('/')}{FOLDER}/{self.beside_sheet(stem, ending, data)}"

    def beside_sheet(self, stem: str, ending: str, data: bytes) -> str:
        """The same as a style sheet writes it, which lies in the same folder."""
        name = f"{stem}.{hashlib.sha256(data).hexdigest()[:16]}.{ending}"
        if name not in self._known:
            self._known.add(name)
            self._waiting[name] = data
        return name

    def new(self) -> Iterator[tuple[str, bytes]]:
        """Name below the folder and content of the files that pages have asked for and nobody has been given yet."""
        waiting, self._waiting = self._waiting, {}
        for name, data in waiting.items():
            yield f"{FOLDER}/{name}", data


def base64_of(address: str) -> tuple[str, bytes]:
    """Kind and bytes of what a ``data:`` address in base 64 holds."""
    head, _, data = address.partition(",")
    return head.removeprefix("data:").partition(";")[0], base64.b64decode(data)
