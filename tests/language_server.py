"""The language server that editors check YAML with, spoken to as an editor speaks to it: JSON-RPC over its streams."""

from __future__ import annotations

import json
import os
import queue
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

SERVER = Path(sys.prefix) / "yaml-language-server" / "node_modules" / "yaml-language-server"
PATIENCE = 60
"""Seconds to wait for an answer on a busy machine."""


@contextmanager
def language_server(folder: Path, **settings: Any) -> Iterator[LanguageServer]:
    """A running server whose workspace is ``folder``, or a skip that names what is missing."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("needs node (Debian package nodejs)")
    if not SERVER.exists():
        pytest.skip("needs the npm package yaml-language-server")
    command = [node, str(SERVER / "bin" / "yaml-language-server"), "--stdio"]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        # A proxy that could not be reached would make it wait; nothing here is to be fetched.
        env={key: value for key, value in os.environ.items() if "proxy" not in key.lower()},
    ) as process:
        server = LanguageServer(process, folder, settings)
        try:
            yield server
        finally:
            process.kill()


class LanguageServer:
    """Opens documents and asks for what an editor shows."""

    def __init__(self, process: subprocess.Popen[bytes], folder: Path, settings: Mapping[str, Any]) -> None:
        self._process = process
        self._number = 0
        self._settings = {"validate": True, "hover": True, "completion": True, "schemaStore": {"enable": False}}
        self._settings |= settings
        self._heard: queue.Queue[Any] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()
        capabilities = {
            "textDocument": {
                "completion": {"completionItem": {"snippetSupport": False, "documentationFormat": ["markdown"]}},
                "hover": {"contentFormat": ["markdown"]},
                "publishDiagnostics": {"relatedInformation": False},
            },
            "workspace": {"configuration": True},
        }
        root = {"rootUri": folder.as_uri(), "workspaceFolders": [{"uri": folder.as_uri(), "name": folder.name}]}
        self._ask("initialize", {"processId": os.getpid(), "capabilities": capabilities, **root})
        self._tell("initialized", {})
        self._tell("workspace/didChangeConfiguration", {"settings": {"yaml": self._settings}})
        asked = ""
        while asked != "workspace/configuration":  # it fetches its settings itself, when it gets to it
            message = self._heard.get(timeout=PATIENCE)
            asked = message.get("method", "")
            self._serve(message)

    def diagnostics(self, file: Path, text: str | None = None) -> list[dict[str, Any]]:
        """What the editor underlines in a file; ``text`` is what stands in its window."""
        address = self._opened(file, file.read_text(encoding="utf-8") if text is None else text)
        while True:
            message = self._heard.get(timeout=PATIENCE)
            if message.get("method") == "textDocument/publishDiagnostics" and message["params"]["uri"] == address:
                listed: list[dict[str, Any]] = message["params"]["diagnostics"]
                return listed
            self._serve(message)

    def completions(self, file: Path, marked: str) -> dict[str, dict[str, Any]]:
        """What is offered at the mark ``|`` of a text, by label."""
        text, place = _marked(marked)
        address = self._opened(file, text)
        found = self._ask("textDocument/completion", {"textDocument": {"uri": address}, "position": place})
        items = found["items"] if isinstance(found, dict) else found or []
        return {item["label"]: item for item in items}

    def hover(self, file: Path, marked: str) -> str:
        """What is shown of the word at the mark ``|`` of a text."""
        text, place = _marked(marked)
        address = self._opened(file, text)
        found = self._ask("textDocument/hover", {"textDocument": {"uri": address}, "position": place})
        return "" if found is None else str(found["contents"]["value"])

    def _opened(self, file: Path, text: str) -> str:
        """The address of a document that stands beside ``file``: a new one each time, of which nothing was said yet."""
        self._number += 1
        address = file.with_name(f"{self._number}-{file.name}").as_uri()
        document = {"uri": address, "languageId": "yaml", "version": 1, "text": text}
        self._tell("textDocument/didOpen", {"textDocument": document})
        return address

    def _ask(self, method: str, params: Any) -> Any:
        self._number += 1
        number = self._number
        self._send({"id": number, "method": method, "params": params})
        while True:
            message = self._heard.get(timeout=PATIENCE)
            if message.get("id") == number and "method" not in message:
                assert "error" not in message, message["error"]
                return message["result"]
            self._serve(message)

    def _tell(self, method: str, params: Any) -> None:
        self._send({"method": method, "params": params})

    def _serve(self, message: Mapping[str, Any]) -> None:
        """Answer what the server asks its editor."""
        if "id" not in message or "method" not in message:
            return
        result: Any = None
        if message["method"] == "workspace/configuration":
            result = [self._settings if item.get("section") == "yaml" else {} for item in message["params"]["items"]]
        self._send({"id": message["id"], "result": result})

    def _send(self, message: Mapping[str, Any]) -> None:
        assert self._process.stdin is not None
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._process.stdin.flush()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        while line := self._process.stdout.readline():
            length = int(line.split(b":")[1])
            while self._process.stdout.readline().strip():
                pass
            self._heard.put(json.loads(self._process.stdout.read(length)))


def _marked(text: str) -> tuple[str, dict[str, int]]:
    before, _, after = text.partition("|")
    line = before.count("\n")
    return before + after, {"line": line, "character": len(before) - before.rfind("\n") - 1}
