"""Pages in pieces: finished as a whole page is, and never held as one."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping

from lmmm_report.report.html.links import Seen, settle

BLOCK = 1 << 16
"""So many characters are looked at, and given on, together."""


def finished(
    pieces: Iterable[str], belongs_to: Callable[[str], Mapping[str, str]], *, ours: bool = True
) -> Iterator[str]:
    """A page with its links settled (see `links`), and with what belongs to its letters in place.

    ``belongs_to`` gives for the letters of a page by what stands for them the texts that are put in; in pages of
    ``ours`` that is at the beginning. On its way a page lies in a file without a name, as all that depends on what is
    yet to come; only where a link has to be mended is it read as a whole.
    """
    if not ours:
        page = "".join(pieces)
        yield settle(put_in(page, belongs_to(page)), ours=False)
        return
    seen, letters = Seen(), set[str]()
    with tempfile.TemporaryFile("w+", encoding="utf-8", newline="") as file:
        for block in from_tags(pieces):
            file.write(block)
            letters.update(block)
            seen.look_at(block)
        file.seek(0)
        begins = put_in(file.read(BLOCK if seen.settled else -1), belongs_to("".join(sorted(letters))))
        yield begins if seen.settled else settle(begins)
        yield from iter(lambda: file.read(BLOCK), "")


def put_in(page: str, texts: Mapping[str, str]) -> str:
    """A page with texts in the place of what stands for them."""
    for standing_for, text in texts.items():
        page = page.replace(standing_for, text)
    return page


def from_tags(pieces: Iterable[str]) -> Iterator[str]:
    """The pieces put together to blocks, none of which ends inside a tag."""
    waiting: list[str] = []
    length = 0
    for piece in pieces:
        waiting.append(piece)
        length += len(piece)
        if length >= BLOCK:
            block = "".join(waiting)
            at = block.rfind("<")
            if at < 0 or ">" in block[at:]:
                at = len(block)
            yield block[:at]
            waiting, length = [block[at:]], len(block) - at
    yield "".join(waiting)
