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


def on_post_page(output: str, *, page: Any, **_: Any) -> str:
    """A page says which language it is in."""
    return output.replace('<html lang="en"', '<html lang="de"', 1) if page.file.src_uri.endswith(".de.md") else output
