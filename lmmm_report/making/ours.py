"""Which files this program has made, by what they say of themselves: so that no build replaces anybody else's."""

from __future__ import annotations

import os
import stat
from pathlib import Path

_SIGNS = {
    ".html": (b'<meta name="generator" content="lmmm-report ',),
    ".json": (b'"name": "lmmm-report"',),
    ".pdf": (b"<xmp:CreatorTool>lmmm-report ",),
    ".xml": (b'<link rel="self" type="application/atom+xml" href="changes.',),
}
"""What stands in every file of ours, by its ending. What has another one is named by its content."""
_HEAD = 64 * 1024


def is_foreign(path: Path) -> bool:
    """Whether there is a file that somebody else has made: not empty, and without a sign of ours."""
    signs = _SIGNS.get(path.suffix)
    try:
        found = os.lstat(path)
        if signs is None or not stat.S_ISREG(found.st_mode) or not found.st_size:
            return False
        with path.open("rb") as file:
            head = file.read() if path.suffix == ".pdf" else file.read(_HEAD)
    except OSError:  # who is to write there will say what is wrong
        return False
    return not any(sign in head for sign in signs)
