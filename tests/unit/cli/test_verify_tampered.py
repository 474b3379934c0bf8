"""verify against reports that somebody has changed: every change is named or refused, none brings it down."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from lmmm_report.assess.assessment import assess
from lmmm_report.cli import verify
from lmmm_report.cli.main import run
from lmmm_report.domain.assessment import Assessment
from lmmm_report.domain.model import Model
from lmmm_report.domain.profile import Profile
from lmmm_report.making import earlier, verifying
from lmmm_report.making.loading import ProfileReader, reader_at

ROOT = Path(__file__).resolve().parents[3]
NOW = ROOT / "configs" / "nordwerk-fluidtechnik.yaml"
EARLIER = ROOT / "configs" / "earlier"
PAGE, DOCUMENT = f"{NOW.stem}.en.html", f"{NOW.stem}.json"
CALL = ["verify", "--earlier", str(EARLIER)]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    call = ["-q", "build", NOW, "-o", folder, "--format", "html,json", "--earlier", EARLIER]
    assert run([str(arg) for arg in call]) == 0
    return folder


@pytest.fixture(scope="module", autouse=True)
def one_reader() -> Iterator[None]:
    """The model is loaded once for all cases, and each profile assessed once."""
    reader: ProfileReader = reader_at(None)
    known: dict[str, Assessment] = {}

    def once(profile: Profile, model: Model) -> Assessment:
        if profile.sha256 not in known:
            known[profile.sha256] = assess(profile, model)
        return known[profile.sha256]._replace(profile=profile)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(verify, "reader_at", lambda _: reader)
        patch.setattr(verifying, "assess", once)
        patch.setattr(earlier, "assess", once)
        yield


def said(report: Path, content: bytes, capsys: pytest.CaptureFixture[str]) -> str:
    """What verify says of a changed report: one that is told, and nothing else."""
    report.write_bytes(content)
    capsys.readouterr()
    assert run([*CALL, str(report), str(NOW)]) == 1
    captured = capsys.readouterr()
    text = captured.out + captured.err
    assert text.strip()
    assert "Traceback" not in text
    assert "belongs to" not in text
    return text


def replaced(old: str, new: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        assert old in text, old
        return text.replace(old, new, 1)

    return change


def cut(text: str) -> str:
    lines = text.split("\n")
    start = next(i for i, line in enumerate(lines) if '<section id="path"' in line)
    return "\n".join(lines[: start + 20] + lines[start + 30 :])


ON_PAGES: dict[str, tuple[Callable[[str], str], str]] = {
    # what is changed, and what has to be said
    "company": (replaced("<title>Maturity report: Nordwerk", "<title>Maturity report: Westwerk"), "Westwerk"),
    "company in the data": (replaced('"company":{"name":"Nordwerk', '"company":{"name":"Westwerk'), "the report is about Westwerk"),
    "unit": (replaced('"unit":null', '"unit":"South"'), "the report is about Nordwerk Fluidtechnik SE, South"),
    "date in the data": (replaced('"date":"2026', '"date":"2027'), "page: date: the report says"),
    "stage in the data": (replaced('"stage":3', '"stage":4'), "result.cell.relationship.stage: the report says 4"),
    "outcome in the data": (replaced('":"not_met"', '":"met"'), 'the report says "met", the profile gives "not_met"'),
    "plan in the data": (replaced('"reached":true', '"reached":false'), "plan.reached: the report says false"),
    "coordinate in the data": (replaced('"low":', '"low":1'), "coordinates."),
    "options in the data": (replaced('"formats":["html","json"]', '"formats":["html"]'), "page: line"),
    "audience in the data": (replaced('"audience":null', '"audience":"board"'), "does not say with which options"),
    "heading": (replaced("<h2>22 of 36 conditions are met.</h2>", "<h2>The sums</h2>"), 'says "The sums", the profile gives "22 of 36 conditions are met."'),
    "section missing": (cut, "page: line"),
    "words added": (replaced("<h2>22 of 36 conditions are met.</h2>", "<h2>22 of 36 conditions are met.</h2>\n<p>All is well.</p>"), "All is well."),
    "words put in other places": (replaced("<h2>22 of 36 conditions are met.</h2>", ""), "22 of 36 conditions are met."),
    "link": (replaced('href="#', 'href="https://example.org/#'), "what is not read was changed"),
    "style": (replaced("</style>", "p{display:none}</style>"), "page: line"),
    "script": (replaced("</script>", ";alert(1)</script>"), "page: line"),
    "script added": (lambda text: text.replace("</body>", "<script>1</script></body>"), "page: line"),
    "comment": (lambda text: text.replace("</body>", "<!-- x -->\n</body>"), "page: line"),
    "after the end": (lambda text: text + "<p>One more thing.</p>\n", "One more thing."),
    "policy": (replaced("default-src", "default-src * "), "page: line"),
    "mark before": (lambda text: "\ufeff" + text, "page: line 1"),
    "cut off": (lambda text: text[:-10], "page: line"),
    "cut in two": (lambda text: text[:-9000], "no report of ours"),
    "everything changed": (lambda text: re.sub(r">(\w)", r"> \1x", text), "more places"),
    "control characters": (replaced("<h2>22 of 36 conditions are met.</h2>", "<h2>\x1b[31m\u202eAt</h2>"), "<U+202E>"),
    "file": (replaced('"sha256":"', '"sha256":"0'), ""),
    "file named otherwise": (replaced(f'"file":"{NOW.name}"', '"file":"../../etc/passwd"'), "file: the report calls"),
    "program": (replaced('"program":{"name":"lmmm-report","version":"', '"program":{"name":"lmmm-report","version":"9'), "program: "),
    "program is no object": (replaced('"program":{"name"', '"program":7,"x":{"name"'), "program: "),
    "model": (replaced('"id":"lmmm"', '"id":"bakery"'), "model: the model is another: bakery"),
    "model's contents": (lambda text: re.sub(r'("id":"lmmm","version":"[^"]*","sha256":)"..', r'\1"00', text), "model: lmmm"),
    "theme": (replaced('"theme":null', '"theme":"00"'), "by --theme"),
    "templates": (replaced('"templates":null', '"templates":["/etc"]'), "by --templates"),
    "earlier": (lambda text: re.sub(r'"earlier":"[0-9a-f]+"', '"earlier":null', text), "by --earlier"),
    "no options": (replaced('"made":{', '"made":7,"x":{'), "does not say with which options"),
    "unknown language": (replaced('"made":{"language":"en"', '"made":{"language":"xx"'), "does not say with which options"),
    "other language": (replaced('"made":{"language":"en"', '"made":{"language":"de"'), "page: line"),
    "two blocks": (replaced("</body>", '<script type="application/json" id="result">{}</script></body>'), "no report of ours"),
    "no block": (replaced('id="result"', 'id="results"'), "no report of ours"),
    "block of other kind": (replaced('id="result">{', 'id="result">[{'), "no report of ours"),
    "huge number": (replaced('"format":1', '"format":' + "9" * 5000), "no report of ours"),
    "key twice": (replaced('"format":1', '"format":1,"format":1'), "no report of ours"),
    "huge number in the page's data": (replaced('id="page-data">{', 'id="page-data">{"x":' + "9" * 5000 + ","), "page: line"),
    "nothing": (lambda _: "", "no report of ours"),
}  # fmt: skip


@pytest.mark.parametrize("name", ON_PAGES)
def test_a_changed_page_is_told(name: str, built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change, wanted = ON_PAGES[name]
    text = (built / PAGE).read_text(encoding="utf-8")
    changed = change(text)
    assert changed != text
    assert wanted in said(tmp_path / "page.html", changed.encode(), capsys)


WORDS = re.compile(r">([^<>{}]*[A-Za-z0-9]{2}[^<>{}]*)<")


@pytest.mark.long
def test_any_words_of_a_page_are_told(built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Texts, cells, figures, dates and plan: wherever a reader can read something else, it is named."""
    text = (built / PAGE).read_text(encoding="utf-8")
    body = text.index("<body")
    places = [match for match in WORDS.finditer(text, body) if "</script>" not in text[match.end() : match.end() + 9]]
    assert len(places) > 2000
    for match in places[:: len(places) // 40]:
        changed = text[: match.start(1)] + "Changed " + text[match.start(1) :]
        assert 'the report says "' in (told := said(tmp_path / "page.html", changed.encode(), capsys))
        assert "Changed" in told


ROOT_KEYS = ("format", "program", "model", "profile", "company", "date", "assessors", "result", "axes", "earlier", "target",
             "path", "plan", "progress", "sensitivity", "findings", "contradictions", "questions", "areas")  # fmt: skip
OPTIONAL_KEYS = ("assumptions", "problems", "numbers", "bridge", "decisions")
"""What stands there only where the profile gives rise to it."""
STRANGE: dict[str, str] = {
    "null": "null", "true": "true", "a list": "[]", "an object": "{}", "a text": '"x"', "a list of lists": "[[[1]]]",
    "a number": "7", "NaN": "NaN", "infinite": "Infinity", "1e999": "1e999", "huge": "9" * 5000, "large": "9" * 400,
    "deep": "[" * 3000 + "]" * 3000, "half a character": '"\\ud800"', "control": '"\\u001b[31m"',
    "key twice": '{"a": 1, "a": 1}', "long": '"' + "x" * 100_000 + '"',
}  # fmt: skip


@pytest.mark.parametrize("kind", STRANGE)
def test_a_result_with_a_strange_value_is_told(
    kind: str, built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = json.loads((built / DOCUMENT).read_text(encoding="utf-8"))
    assert set(ROOT_KEYS) <= set(document) <= {*ROOT_KEYS, *OPTIONAL_KEYS}
    for key in document:
        if json.dumps(document[key]) == STRANGE[kind]:
            continue
        text = json.dumps(document | {key: "HERE"}).replace('"HERE"', STRANGE[kind], 1)
        told = said(tmp_path / "result.json", text.encode(), capsys)
        assert len(told) < 20_000
        build = ["-q", "build", str(NOW), "-o", str(tmp_path / "out"), "--format", "json", "--earlier"]
        if key in ("model", "result", "axes", "date"):
            assert run([*build, str(tmp_path / "result.json")]) == 1
            assert "Traceback" not in capsys.readouterr().err


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if isinstance(value, (dict, list)) and value:
        for key, child in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(child, (*path, key))
    else:
        yield path


@pytest.mark.long
def test_any_value_of_a_result_is_told(built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = json.loads((built / DOCUMENT).read_text(encoding="utf-8"))
    paths = list(leaves(document))
    assert len(paths) > 2000
    for number, path in enumerate(paths[:: len(paths) // 60]):
        changed = copy.deepcopy(document)
        here = changed
        for step in path[:-1]:
            here = here[step]
        if number % 3 and isinstance(here, dict):
            del here[path[-1]]
        else:
            here[path[-1]] = "changed"
        told = said(tmp_path / "result.json", json.dumps(changed).encode(), capsys)
        place = str(path[-1] if isinstance(path[-1], str) else path[-2])
        assert place in told or told.startswith(("file: ", "model: ", "program: ", "options: ")) or "no report" in told


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"%PDF-1.7\n", b"\x00" * 1000, b"{" * 100_000, b"[" * 100_000])
def test_what_is_no_report_is_told(data: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = said(tmp_path / "page.html", data, capsys)
    of_another_kind = {b"%": "this is a PDF", b"\0": "this is no text"}.get(data[:1])
    assert (
        f"{of_another_kind}; a report of this program is expected" if of_another_kind else "no report of ours"
    ) in told


def test_an_unchanged_report_is_not_told(built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in (PAGE, DOCUMENT):
        assert run([*CALL, str(built / name), str(NOW)]) == 0
        text = (built / name).read_bytes()
        (tmp_path / name).write_bytes(text.replace(b"\n", b"\r\n"))
        assert run([*CALL, str(tmp_path / name), str(NOW)]) == 0
    assert capsys.readouterr().out == ""
