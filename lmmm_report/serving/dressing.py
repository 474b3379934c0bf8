"""What is added to a page on its way to the browser: one script, and leave for it in the page's own policy."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from functools import cache
from pathlib import Path

_POLICY = re.compile(rb'(<meta http-equiv="Content-Security-Policy" content=")([^"]*)(")')
_SCRIPTS, _CONNECTIONS = "script-src", "connect-src"


@cache
def live_script() -> str:
    """The script that reloads a page and shows what is wrong, without lines of comment."""
    lines = Path(__file__).with_name("live.js").read_text(encoding="utf-8").split("\n")
    return "\n".join(line for line in lines if line.strip() and not line.lstrip().startswith("//"))


def version_of(content: bytes) -> str:
    """What tells one state of a file from another."""
    return hashlib.sha256(content).hexdigest()[:16]


def dressed(page: bytes, name: str, version: str) -> bytes:
    """``page`` with the script at its end, which is told the name of the page and its version.

    Its policy allows this one script and connections to where the page is from, and nothing else that it did not allow.
    """
    page = _POLICY.sub(lambda found: found[1] + _widened(found[2]) + found[3], page, count=1)
    data = f'data-page="{html.escape(name)}" data-version="{html.escape(version)}"'
    script = f"<script {data}>{live_script()}</script>\n".encode()
    end = page.rfind(b"</body>")
    return page + script if end < 0 else page[:end] + script + page[end:]


def _widened(policy: bytes) -> bytes:
    rules = [rule.split() for rule in html.unescape(policy.decode()).split(";") if rule.strip()]
    _allow(rules, _SCRIPTS, _hash_source())
    _allow(rules, _CONNECTIONS, "'self'")
    return html.escape("; ".join(" ".join(rule) for rule in rules)).encode()


def _allow(rules: list[list[str]], directive: str, source: str) -> None:
    stated = next((rule for rule in rules if rule[0] == directive), None)
    if stated is None:
        rules.append([directive, source])
    elif stated[1:] == ["'none'"]:
        stated[1:] = [source]
    elif source not in stated:
        stated.append(source)


@cache
def _hash_source() -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(live_script().encode()).digest()).decode()}'"
