"""Links inside a page are settled when it is written: one whose target the page does not have becomes its text.

Templates write plain ``id="…"`` and ``href="#…"``, in any order; what stands in a page depends on the company, so no
template can know whether a target is there. Settling the finished page holds for every template, also a user's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from html import unescape
from urllib.parse import unquote

_AT_A_GLANCE = re.compile(r'<(?:a\b[^>]*?\shref="#([^"]*)"|[a-z]\w* (?:class="[^"]*" )?id="([^"]*)")')
"""Every link inside a page of our own templates, and most targets: all but those that stand after other attributes."""

_TAG = re.compile(
    r"""<!--.*?(?:-->|\Z)|<(?P<end>/?)(?P<name>[a-z][^\s/>]*+)(?P<attributes>(?:[^>"']++|"[^"]*+"|'[^']*+')*+)>""",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(
    r"""\s*+(?P<key>[^\s"'>/=]++)(?:\s*+=\s*+(?:"(?P<double>[^"]*+)"|'(?P<single>[^']*+)'|(?P<bare>[^\s"'>]++)))?"""
)
_TEXT_INSIDE = {"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"}
_AIM = {"href", "xlink:href"}
_FOR_LINKS = _AIM | {"rel", "target", "hreflang", "download", "type", "ping", "referrerpolicy"}


def settle(page: str, *, ours: bool = True, paged: bool = False) -> str:
    """The page without links to targets that it does not have; of such a link the text stays.

    ``ours``: the page comes from our own templates, whose links are found at a glance. ``paged``: it is to be typeset,
    where no link leads to the top.
    """
    if ours:
        seen = _AT_A_GLANCE.findall(page, max(page.find("</head>"), 0))  # behind the fonts
        if {link for link, _ in seen} <= {target for _, target in seen}:
            return page
    tags = list(_tags(page))
    targets = {target for tag in tags for target in _targets(tag)} | (set() if paged else {"", "top"})
    return "".join(_settled(page, tags, targets))


class Seen:
    """The links and targets of a page of our own templates that is looked at block by block."""

    def __init__(self) -> None:
        self._links: set[str] = set()
        self._targets: set[str] = set()

    def look_at(self, block: str) -> None:
        """Take down what is in the next block, in which no tag is torn."""
        for link, target in _AT_A_GLANCE.findall(block, max(block.find("</head>"), 0)):
            self._links.add(link)
            self._targets.add(target)

    @property
    def settled(self) -> bool:
        """Whether every link has its target."""
        return self._links <= self._targets


def _tags(page: str) -> Iterator[re.Match[str]]:
    """Every start and end tag; what looks like one in a comment or a script is none."""
    at = 0
    while tag := _TAG.search(page, at):
        at = tag.end()
        if tag["name"] is None:
            continue
        yield tag
        if not tag["end"] and tag["name"].lower() in _TEXT_INSIDE:
            end = re.compile(rf"</{tag['name']}\b", re.IGNORECASE).search(page, at)
            at = end.start() if end else len(page)


def _attributes(tag: re.Match[str]) -> Iterator[tuple[str, str, str]]:
    """Each attribute of a start tag: its name, its value, and how it is written."""
    for found in _ATTRIBUTE.finditer(tag["attributes"]):
        value = found["double"] or found["single"] or found["bare"] or ""
        yield found["key"].lower(), unescape(value), found[0]


def _targets(tag: re.Match[str]) -> Iterator[str]:
    keys = {"id", "name"} if tag["name"].lower() == "a" else {"id"}
    if not tag["end"]:
        yield from (value for key, value, _ in _attributes(tag) if key in keys and value)


def _is_dead(tag: re.Match[str], targets: Set[str]) -> bool:
    """Whether the start tag of a link leads to a place in the page that is not there."""
    aims = (value.strip() for key, value, _ in _attributes(tag) if key in _AIM)
    return any(aim.startswith("#") and targets.isdisjoint({aim[1:], unquote(aim[1:])}) for aim in aims)


def _settled(page: str, tags: Iterable[re.Match[str]], targets: Set[str]) -> Iterator[str]:
    """The pieces of the page. A dead link with a class or an id leaves an element that means nothing."""
    done, in_picture = 0, False
    closing: str | None = None
    """What ends the dead link that is open."""
    for tag in tags:
        name = tag["name"].lower()
        if name == "svg":
            in_picture = not tag["end"]
        elif name == "a" and tag["end"] and closing is not None:
            yield page[done : tag.start()] + closing
            done, closing = tag.end(), None
        elif name in {"a", "area"} and not tag["end"] and _is_dead(tag, targets):
            rest = "".join(written for key, _, written in _attributes(tag) if key not in _FOR_LINKS)
            instead = "area" if name == "area" else "g" if in_picture else "span"
            yield page[done : tag.start()] + (f"<{instead}{rest}>" if rest else "")
            done = tag.end()
            if name == "a":
                closing = f"</{instead}>" if rest else ""
    yield page[done:]
