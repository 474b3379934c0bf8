"""What the site needs beyond the documents as they stand: names of headings as code hosts have them, links that end."""

from __future__ import annotations

import re
from typing import Any

_OUTSIDE = re.compile(r"\[([^\]]*)\]\(\.\./[^)]*\)")
"""A link to a file of the checkout that is no document."""
_NO_WORD = re.compile(r"[^\w\- ]")
_MARKED_FENCE = re.compile(r"^(```\w+) [^\n]+$", re.MULTILINE)


def slug(heading: str) -> str:
    """The name of a heading in addresses, as GitHub and GitLab make it."""
    return _NO_WORD.sub("", heading.strip().lower()).replace(" ", "-")


def on_config(config: Any) -> Any:
    """Headings get the names that links in the documents use."""
    config.mdx_configs["toc"] = {**config.mdx_configs.get("toc", {}), "slugify": lambda text, _: slug(text)}
    return config


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Links that lead out of the site become their text; what a code block is marked with for tests is left out."""
    return _MARKED_FENCE.sub(r"\1", _OUTSIDE.sub(r"\1", markdown))


_TITLES = {"Learn": "Lernen", "Do": "Tun", "Look up": "Nachschlagen", "Understand": "Verstehen"}
_CONTROLS = {
    "</i> Search": "</i> Suchen", ">Search<": ">Suchen<", "Search...": "Suchen …",
    "Type search term here": "Suchbegriff",
    "From here you can search these documents. Enter your search terms below.": "Sucht in allen diesen Seiten.",
    "No results found": "Nichts gefunden", "Next <i": "Weiter <i", "</i> Previous": "</i> Zurück", ">Next page<":
    ">Nächste Seite<", ">Previous page<": ">Vorige Seite<", ">Open this help<": ">Diese Hilfe<", ">Keys<": ">Taste<",
    ">Action<": ">Wirkung<", "Toggle navigation": "Menü", "Keyboard Shortcuts": "Tasten", "Table of Contents": "Inhalt",
    'aria-label="Close"': 'aria-label="Schließen"',
}  # fmt: skip
"""What the theme says itself; its own translations hold for a site as a whole."""
_SWITCH = '<li class="nav-item"><a href="{page}" lang="{lang}" hreflang="{lang}" class="nav-link">{name}</a></li>'
_RIGHT = '<ul class="nav navbar-nav ms-md-auto">'


def _language(uri: str) -> str:
    """The language of a document; empty for one that exists in one only."""
    found = re.search(r"\.(de|en)\.md$", uri)
    return found[1] if found else ""


def on_page_context(context: Any, *, page: Any, **_: Any) -> Any:
    """A page leads to the pages of its language, and with its neighbours stays in it."""
    spoken = _language(page.file.src_uri) or "en"
    own = [one for one in context["nav"].pages if _language(one.file.src_uri) in ("", spoken)]
    at = own.index(page)
    context["page"].previous_page = own[at - 1] if at else None
    context["page"].next_page = own[at + 1] if at + 1 < len(own) else None
    return context


def on_post_page(output: str, *, page: Any, **_: Any) -> str:
    """A page says which language it is in, its menu has the entries of this language, and leads to the other one."""
    known = _language(page.file.src_uri)
    spoken, other = ("de", "en") if known == "de" else ("en", "de")
    output = re.sub(
        rf'\s*<li>\s*<a href="[^"]*\.{other}\.html" class="dropdown-item[^"]*"[^>]*>[^<]*</a>\s*</li>', "", output
    )
    if known:
        address = page.file.url.rpartition("/")[2].replace(f".{spoken}.html", f".{other}.html")
        name = {"de": "Deutsch", "en": "English"}[other]
        output = output.replace(_RIGHT, _RIGHT + _SWITCH.format(page=address, lang=other, name=name), 1)
    if spoken == "en":
        return output
    output = output.replace('<html lang="en"', '<html lang="de"', 1)
    for english, german in {**{f">{en}</a>": f">{de}</a>" for en, de in _TITLES.items()}, **_CONTROLS}.items():
        output = output.replace(english, german)
    return output
