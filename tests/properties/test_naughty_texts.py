"""Texts that have broken other programs, in every text of a profile: said in words or taken as they are."""

import json
import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from lmmm_report.domain.format import Field
from lmmm_report.domain.profile import Profile
from lmmm_report.load.profile.profile import load_profile_text
from lmmm_report.load.schema.answers import EITHER_WORDS, NO_WORDS, UNKNOWN_WORDS
from lmmm_report.load.schema.format import profile_format
from lmmm_report.load.yaml.characters import refused_in
from lmmm_report.load.yaml.source import parse_yaml
from lmmm_report.problems import Problem, UserError

FIELDS = profile_format().fields


def full(field: Field, text: str, free: bool) -> Any:
    """A value for a field and all in it; ``text`` stands in every free text, and if not ``free`` in every text."""
    if field.kind == "object":
        return {name: full(child, text, free) for name, child in field.fields.items() if held(name, child)}
    if field.kind == "list":
        assert field.item is not None
        return [full(field.item, text, free)]
    if field.kind in ("integer", "number"):
        return 1
    if field.kind == "boolean":
        return True
    return sample(field) if closed(field) and free else text


def held(name: str, field: Field) -> bool:
    """Whether the profile holds the field. Not where it would lead back to its own entry, or name fields beside it."""
    beside = field.kind == "list" and "all that is in them" in field.node.get("description", "")
    return not field.form and name != "reports_to" and not beside


def closed(field: Field) -> bool:
    """Whether only some texts may stand here: certain words, forms or names, or short ones such as a currency."""
    marked = field.choices or field.type_mark or "pattern" in field.node or field.reference
    return bool(marked) or field.node.get("maxLength", 200) < 200


def sample(field: Field) -> str:
    if field.choices:
        return field.choices[0]
    known = {"date": "2026-01-05", "duration": "24 h"}
    if field.reference in ("model.criteria", "model.measures"):
        return "X1-DEP-1"
    return known.get(field.type_mark) or ("https://a.example" if "://" in field.node.get("pattern", "") else "a")


def free_texts(value: Any, field: Field) -> Iterator[str]:
    if field.kind == "object":
        for name, child in field.fields.items():
            if held(name, child):
                yield from free_texts(value[name], child)
    elif field.kind == "list" and field.item is not None:
        for entry in value:
            yield from free_texts(entry, field.item)
    elif field.kind == "text" and not closed(field):
        yield value


def profile(text: str, *, free: bool) -> bytes:
    return json.dumps(full(FIELDS, text, free), ensure_ascii=False).encode("utf-8", "surrogatepass")


def read(data: bytes) -> tuple[Profile | None, tuple[Problem, ...]]:
    try:
        return load_profile_text(data, "some.yaml"), ()
    except UserError as error:
        return None, error.problems


def check(text: str) -> bool:
    """No exception but the one in words; what is taken arrives as it is. Whether it was taken."""
    taken = False
    for free in (True, False):
        data = profile(text, free=free)
        loaded, problems = read(data)
        for problem in problems:
            shown = f"{problem.message}{problem.hint}{problem.snippet}{problem.path}"
            assert problem.message
            assert not refused_in(shown)
            assert "\n" not in shown
            assert len(shown.encode()) < 5000
        if loaded is not None:
            taken = True
            told: Any = parse_yaml(data, "some.yaml").data
            assert set(free_texts(told, FIELDS)) == {text}
    return taken


def unquoted(text: str) -> None:
    """As it is typed, behind a key, in a list and in a block text: what is taken means what YAML 1.2 says."""
    for before, after in (("sector: ", "\n"), ("sector:\n    ", "\n"), ("sector: |\n    ", "\n")):
        data = f"format: 1\ncompany:\n  name: Muster\n  {before}{text}{after}assessment: {{date: 2026-01-05}}\n"
        _, problems = read(data.encode("utf-8", "surrogatepass"))
        assert all(problem.hint for problem in problems)


def naughty() -> dict[str, list[str]]:
    every = range(0x110000)
    by_category: dict[str, list[str]] = {}
    for number in every:
        if number < 0x3100 or number % 257 == 0:
            by_category.setdefault(unicodedata.category(chr(number)), []).append(chr(number))
    digits = [d for d in map(chr, range(0x20000)) if unicodedata.category(d) == "Nd"]
    return {
        "each kind of character": ["Muster " + "".join(signs[:40]) + " GmbH" for signs in by_category.values()],
        "each control character": [f"Muster{chr(n)}GmbH" for n in [*range(0x20), *range(0x7F, 0xA0)]],
        "blanks": [f"Mu{chr(n)}ster" for n in every if unicodedata.category(chr(n)) in ("Zs", "Zl", "Zp", "Cf")][:60],
        "directions": [f"{chr(n)}abc{chr(n)}" for n in [*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070)]],
        "scripts from right to left": ["שלום עולם", "مرحبا بالعالم", "abc שלום 123", "\u0627\u0644\u0644\u0647 \u2067x\u2069"],
        "marks": ["e" + "\u0301" * n for n in (1, 10, 199)] + ["Z̸̡" * 60, "ﷺ" * 20, "\u0345\u0345a", "o\u0308 ö"],
        "pictures": ["👩‍👩‍👧‍👦", "🇩🇪🇨", "👍🏿", "❤️", "\U0001f3f4\U000e0067\U000e0062\U000e007f", "1️⃣", "😀" * 200],
        "numbers": [
            *("".join(digits[n : n + 10]) for n in range(0, len(digits), 10)),
            "0", "-0", "+0", "1e400", "1e-400", "0x0", "0b1", "0o8", "1_000", "½", "Ⅻ", "٠١٢", "NaN", "Infinity", "-.inf",
            "9" * 400, "0." + "3" * 300, "1.0/0", "2^31", "१.५", "1,000,000.00", "--1", "1 2", "00", "08", ".", "-", "+",
        ],
        "nothing": ["", " ", "\t", "\u3000", "\u2800", "\u115f", "~", "null", "undefined", "None", "nil", "none", "NONE", "(null)"],
        "truth": ["true", "TRUE", "yes", "No", "on", "OFF", "y", "N", "0", "1"],
        "signs of YAML": [
            "- a", "? a", ": a", "a: b", "a #b", "#a", "[a", "]", "{a", "}", "a, b", "&a", "*a", "!a", "!!str a", "|", ">",
            "|-", "'a", '"a', "a'b\"c", "\\", "\\n", "\\x00", "\\U00110000", "%TAG", "@a", "`a", "---", "...", "--- a",
            "<<", "<<: *a", "a: [b", "=", "a\tb", "a:b", "http://a:b", "[]", "{}", "- - -", "[?a]", "{?a: b}",
        ],
        "orders to other programs": [
            "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "{{7*7}}", "{% raw %}", "${7*7}", "#{7*7}",
            "%s%n%d", "%(a)s", "{0.__class__}", "'; DROP TABLE a; --", "1 OR 1=1", "$(touch x)", "`touch x`", "; ls", "&& ls",
            "../../etc/passwd", "..\\..\\x", "C:\\con", "aux.txt", "file:///etc/passwd", "javascript:alert(1)",
            "=1+1", "@SUM(1)", "+1+1|x", "\\documentclass{a}", "<!ENTITY a SYSTEM 'x'>", "]]>", "<!--", "&#0;", "&amp;",
            "\x1b[31m", "\x1b]0;a\x07", "{\"a\": 1}", "__proto__", "constructor", "toString", "__init__", "eval(1)",
        ],
        "length": ["a" * n for n in (199, 200, 201, 1999, 2000, 2001, 20_000)] + ["ä" * 200, "😀 " * 90, "- " * 100],
        "parts of characters": ["\ud800", "\udfff", "a\ud83d", "\udc00\ud800", "\ufffe", "\uffff", "\U0001ffff", "\ufffd"],
    }  # fmt: skip


def addresses() -> list[str]:
    hosts = [
        "example.de", "www.example.de", "example", "localhost", "127.0.0.1", "[::1]", "münchen.example", "xn--mnchen-3ya.example",
        "例え.テスト", "a.b.c.d.e.f.example", "EXAMPLE.DE", "example.de.", "-a.example", "a_b.example", "user@example.de",
        "user:pass@example.de", "example.de:8443", "example.de:99999", "exa mple.de", "", "..", "%65xample.de", "a" * 300 + ".de",
    ]  # fmt: skip
    schemes = [
        "https://",
        "http://",
        "HTTPS://",
        "//",
        "mailto:",
        "ftp://",
        "javascript:",
        "data:text/html,",
        "https:",
        "https:/",
        "",
    ]
    paths = ["", "/", "/a b", "/ä?q=ü#x", "/%ZZ", "/<script>", "/\u202e", "/'\"", "/(a)[b]{c}", "/" + "x" * 600]
    return [
        *(f"https://{host}/" for host in hosts),
        *(f"{scheme}example.de/a" for scheme in schemes),
        *(f"https://example.de{path}" for path in paths),
        *(f"“https://example.de{path}”" for path in paths[:3]),
        *(f"mailto:{name}" for name in ["a@b.de", "a b@c.de", "<a@b.de>", "a@b.de?subject=x%0Ay", "ä@ö.de", "@", "a@b@c"]),
        *("https://example.de/\n", " https://example.de", "https://example.de\xa0", "https://exam\u200bple.de", "https://a.de, https://b.de"),
        *("siehe https://a.de", "www.a.de/b c", "a.de", "a@b.de", "\\\\server\\share", "/etc/passwd", "#top", "?q", "https://а.de", "https://", "https://a", "http:///a", "https://a.de\u3000"),
    ]  # fmt: skip


@pytest.mark.parametrize("kind", naughty())
def test_every_text_of_a_profile(kind: str) -> None:
    for text in naughty()[kind]:
        check(text)


@pytest.mark.parametrize("kind", naughty())
@pytest.mark.parametrize("slowly", [False, True])
def test_as_people_type_it(kind: str, slowly: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if slowly:
        monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    for text in naughty()[kind]:
        unquoted(text)


def test_ordinary_texts_in_all_scripts_are_taken() -> None:
    for text in (
        "שלום עולם",
        "مرحبا بالعالم",
        "👩‍👩‍👧‍👦",
        "Müller & Söhne",
        "株式会社",
        "=1+1",
        "{{7*7}}",
        "a\u0301",
        "x" * 200,
    ):
        assert check(text), text


def test_there_are_enough_of_them() -> None:
    assert sum(map(len, naughty().values())) > 400
    assert len(addresses()) >= 70


@pytest.mark.parametrize("address", addresses())
def test_addresses(address: str) -> None:
    data: dict[str, Any] = {
        "format": 1,
        "company": {"name": "Muster", "website": address},
        "assessment": {"date": "2026-10-15", "target": {"evidence": [{"link": address}]}},
    }
    loaded, problems = read(json.dumps(data).encode())
    assert {problem.path for problem in problems} <= {"company.website", "assessment.target.evidence[0].link"}
    assert all(problem.hint for problem in problems)
    if loaded is not None:
        assert loaded.company.website == address
        assert address.startswith(("https://", "http://"))
        assert not any(character.isspace() for character in address)


def test_words_that_are_no_answers_are_known_in_any_writing() -> None:
    assert not check("Nein")
    assert not check("UNBEKANNT ")
    assert NO_WORDS.isdisjoint(UNKNOWN_WORDS | EITHER_WORDS)
    assert UNKNOWN_WORDS.isdisjoint(EITHER_WORDS)
