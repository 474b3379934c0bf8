"""The interview in a browser: the same answers give the same file as in the terminal, and nothing leaves the page."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lmmm_report.domain.questionnaire import NONE, NOT_ASKED, UNKNOWN, Kind, Part
from lmmm_report.editing.answered import render_answered
from lmmm_report.editing.form import form_of
from lmmm_report.making.interview_page import render_page
from lmmm_report.making.interviewing import Answer, Interviewing, questionnaire_at
from lmmm_report.making.loading import reader_at
from tests.browser.conftest import ROOT, is_local
from tests.browser.test_accessibility import WIDE, faults_of_colour, faults_of_structure

READER = reader_at(None)
QUESTIONS = questionnaire_at(None, READER)
PARTS = [part for question in QUESTIONS.questions for part in question.parts]
DAY = date(2026, 11, 2)
LANGUAGES = ("de", "en")
FORMS = {language: form_of(QUESTIONS, READER.described, language, 2) for language in LANGUAGES}
TEXTS = (
    'Say "yes" \\ no', "Müller & „Söhne“ – 100 %", "- a: [b, {c: d}] # e", "tbd", "  two  blanks\t", "none", "EXISTS", "Ω≈ç 🙂 é",
    "x" * 201, "y" * 2001, "a\u00a0b\u2028c\u200bd", "\ud83d", "'", "2026", "no", "</script><b>", "İstanbul", "NEIN", "%1 $& {x}",
)  # fmt: skip
TIMES = (
    "2026-03",
    "2026-03-14",
    "2026-Q2",
    "2025",
    "laufend",
    "vor 3 Wochen",
    "winter 2025/26",
    "ongoing, last week",
    "Ständig; x",
    "never",
    "Noch nie",
    "between March and May",
    "2019 bis 2021",
)
DAYS = ("2.5", "2,5", "2½", "zweieinhalb Tage", "half a day a week", "7 a quarter", "6 d", "0", "2.25", "1000", "many")
AHEAD = ("as soon as possible", "im Frühjahr 2027", "2027-01-11", "2027-Q2", "none", "next quarter", "tbd")

SHARES = ("7 of 10", "80 %", "etwa zwei Drittel", "mostly", "nichts")
DURATIONS = ("31 hours", "zwei Tage", "within 3 d", "36h", "einen Monat", "soon", "2 fortnights", "İ d")
COUNTS = (
    *("1", "7", "45", "0", "007", "1e3", "٣", "99999999", "many", "1.100", "1,100", "1 100", "about 25", "ca. 30"),
    *(
        "rund 1.100",
        "~25",
        "48 a year",
        "im Quartal 135",
        "Weekly 3",
        "more than twenty",
        "ÜBER 40",
        "twelve",
        "1.10",
        "3-4",
    ),
)

Opener = Callable[..., Any]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("interview")
    made = {}
    for language in LANGUAGES:
        made[language] = folder / f"{language}.html"
        made[language].write_text(render_page(QUESTIONS, READER, language), encoding="utf-8")
    return made


@pytest.fixture
def opened(browser: Any, pages: dict[str, Path]) -> Iterator[Opener]:
    """Opens the page in a language; afterwards it must have said and fetched nothing."""
    contexts, heard = [], []

    def opener(language: str, context: Any = None, **options: Any) -> Any:
        if context is None:
            context = browser.new_context(**{"viewport": {"width": 1180, "height": 820}, **options})
            contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: heard.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: heard.append(f"error: {error}"))
        page.on("request", lambda request: heard.append(request.url) if not is_local(request.url) else None)
        page.goto(pages[language].as_uri())
        return page

    yield opener
    for context in contexts:
        context.close()
    assert [line for line in heard if not line.startswith("blob:")] == []


def anything(part: Part, rng: random.Random) -> Answer:
    """Some answer to a part, fitting or not."""
    ids = [option.id for option in part.options]
    if rng.random() < 0.1:
        return rng.choice([UNKNOWN, NOT_ASKED])
    if part.kind is Kind.SEVERAL:
        return tuple(rng.sample(ids, rng.randint(0, len(ids))))
    if part.kind is Kind.CHOICE:
        return rng.choice([*ids, *ids, "nonsense"])
    if part.takes_none and rng.random() < 0.3:
        return rng.choice([NONE, "Nothing", "nie", "niemand", "there is none"])
    return rng.choice(SAID.get(part.kind, TEXTS))


SAID = {
    **dict.fromkeys((Kind.NUMBER, Kind.AMOUNT), COUNTS),
    **dict.fromkeys((Kind.AHEAD, Kind.UNTIL), AHEAD),
    Kind.TIME: TIMES,
    Kind.SHARE: SHARES,
    Kind.DURATION: DURATIONS,
    Kind.DAYS: (*DAYS, *COUNTS),
}


def random_answers(rng: random.Random) -> dict[str, Answer]:
    """Answers to most of what can be asked, so that long ways through the questions come up as well."""
    share = rng.choice((0.3, 0.7, 0.95))
    found = {part.id: anything(part, rng) for part in PARTS if rng.random() < share}
    # What opens the most questions comes up often.
    for name, option in (("lead_unit", "yes"), ("words", "all"), ("agreement", "signed"), ("records", "application")):
        if rng.random() < 0.4:
            found[name] = option
    return found | {"company": rng.choice(["Acme", *TEXTS[:3]])}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_answers_give_the_same_bytes(language: str, opened: Opener) -> None:
    rng = random.Random(15)
    sets = [random_answers(rng) for _ in range(300)]
    code = (ROOT / "templates/interview/answers.js").read_text(encoding="utf-8")
    script = (
        "(sets) => { const data = JSON.parse(document.getElementById('page-data').textContent);\n"
        + code
        + f"\nreturn sets.map((answers) => written(answers, '{DAY}')); }}"
    )
    made = opened(language).evaluate(script, [plain(answers) for answers in sets])
    for answers, text in zip(sets, made, strict=True):
        assert text == render_answered(FORMS[language], answers, DAY)
    assert len(set(made)) > 250


SAID_TIMES = (
    *("early", "mid-", "Ende", "last", "this", "next", "vorletzten", "March", "Dezember", "Q2", "spring", "Winter"),
    *("erstes Halbjahr", "2025", "2026", "2027", "last year", "this year", "des nächsten Jahres", "since", "seit"),
    *("vor", "before", "about", "ago", "two", "3", "weeks", "Monaten", "Jahr", "a few", "over", "for", "to", "bis"),
    *("between", "and", "ongoing,", "last week", "by", "at the latest", "spätestens", "31", "1.", "Easter", "nach"),
    *("month", "half", "second", "zweites", "from", "ab", "in", "2026-03", "2026-10-31", "~2026-05", "winter 2025/26"),
)
"""What times are said with, sensible together or not."""


def said_times() -> list[str]:
    rng = random.Random(4)
    said = {" ".join(rng.choices(SAID_TIMES, k=rng.randint(1, 4))).replace("- ", "-") for _ in range(20000)}
    for language in LANGUAGES:
        for row in re.findall(r"^\| (.*?) \|", (ROOT / f"docs/times.{language}.md").read_text("utf-8"), re.MULTILINE):
            said.update(re.findall("`([^`]+)`", row))
    return sorted(said)


def test_a_time_in_own_words_that_the_page_takes_is_read(opened: Opener) -> None:
    texts, days = said_times(), (DAY, date(2024, 2, 29), date(2026, 12, 31), date(2026, 4, 5))
    code = "".join((ROOT / f"templates/interview/{name}.js").read_text("utf-8") for name in ("answers", "times"))
    script = (
        "([texts, days]) => { const data = JSON.parse(document.getElementById('page-data').textContent);\n"
        f"const say = (name) => data.words[name]; let day = '';\n{code}\nreturn days.map((one) => {{ day = one;"
        "return TIMES.map((kind) => texts.filter((text) => !liesWrong({ kind }, text))); }); }"
    )
    found = opened("en").evaluate(script, [texts, [day.isoformat() for day in days]])
    for day, taken in zip(days, found, strict=True):
        held = Interviewing(QUESTIONS, READER, language="en", day=day)
        for kind, said in zip((Kind.TIME, Kind.AHEAD, Kind.UNTIL), taken, strict=True):
            part = next(part for part in PARTS if part.kind is kind)
            assert len(said) > 150
            assert [text for text in said if held.problem_with(part, text) is not None] == []
    documented = {
        "mid-October",
        "end of October",
        "about two years ago",
        "ongoing, last week again",
        "since last spring",
    }
    documented |= {
        "July to December 2025",
        "vor gut zwei Jahren",
        "im Frühsommer",
        "letzte Woche",
        "before 2020",
        "years ago",
    }
    assert documented <= set(found[0][0])


def plain(answers: dict[str, Answer]) -> dict[str, Any]:
    return {name: answer if isinstance(answer, str) else list(answer) for name, answer in answers.items()}


@pytest.mark.parametrize(("language", "seed"), [("de", 1), pytest.param("en", 2, marks=pytest.mark.long)])
def test_what_is_clicked_together_is_the_file_of_these_answers(language: str, seed: int, opened: Opener) -> None:
    clicked_through(language, seed, opened)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(3, 23))
def test_whatever_is_clicked_together_is_the_file_of_these_answers(seed: int, opened: Opener) -> None:
    clicked_through(LANGUAGES[seed % 2], seed, opened)


def clicked_through(language: str, seed: int, opened: Opener) -> None:
    """Hold an interview by clicks and keys, download the file, and compare it with what the terminal writes."""
    rng = random.Random(seed)
    page = opened(language)
    page.fill("#day", DAY.isoformat())
    answers: dict[str, Answer] = {}
    for _ in range(120):
        if not page.locator("#move-next").count():
            more = page.locator("#move-more")
            if page.locator("#move-go_on").count():
                page.click("#move-go_on")
                continue
            if not more.count():
                break
            more.click()
            continue
        asked: set[str] = set()
        while True:
            left = [
                name
                for name in page.eval_on_selector_all("[data-part]", "all => all.map((one) => one.dataset.part)")
                if name not in asked
            ]
            if not left:
                break
            asked.add(left[0])
            answer_one(page, left[0], answers, rng)
        page.click("#move-next")
    with page.expect_download() as waiting:
        page.click("#download")
    content = Path(waiting.value.path()).read_bytes()
    assert waiting.value.suggested_filename == "acme-mueller-soehne.yaml"
    assert content.decode() == render_answered(FORMS[language], answers, DAY)
    profile = READER.read_text(content, "downloaded.yaml")
    assert profile.company.name == "Acme Müller & Söhne"
    assert len(answers) > 15
    assert page.evaluate("localStorage.length + sessionStorage.length + document.cookie.length") == 0


def answer_one(page: Any, name: str, answers: dict[str, Answer], rng: random.Random) -> None:
    part = QUESTIONS.part(name)
    assert part is not None
    box = page.locator(f'[data-part="{name}"]')
    if part.aside and not box.is_visible():
        page.locator(".iv-word > summary").click()
    if name == "company":
        answers[name] = "Acme Müller & Söhne"
        box.locator("input").first.fill("Acme Müller & Söhne")
    elif rng.random() < (0.7 if part.aside else 0.12):
        return
    elif rng.random() < 0.1 and not part.aside:
        answers[name] = rng.choice([UNKNOWN, NOT_ASKED])
        box.locator(f".{'dont-know' if answers[name] == UNKNOWN else 'not-asked'} input").check()
    elif part.takes_none and rng.random() < 0.3:
        answers[name] = NONE
        box.locator(".none-of-it input").check()
    elif part.options:
        answers[name] = choose(part, box, rng)
    elif part.kind is Kind.TIME:
        answers[name] = tell_time(page, box, rng)
    elif part.kind.sense:
        answers[name] = tell_time_ahead(page, box, rng, until=part.kind is Kind.UNTIL)
    else:
        answers[name] = text = rng.choice(TYPED.get(part.kind, [f'So "it" is: {rng.randint(1, 999)} – ü']))
        box.locator("input").first.fill(text)


TYPED = {
    Kind.NUMBER: ["48", "12"],
    Kind.DAYS: ["2.5", "zweieinhalb", "7 a quarter", "6 Tage"],
    Kind.AMOUNT: ["1.100", "about 25", "etwa 40", "twelve", "7"],
    Kind.SHARE: ["7 of 10", "etwa 80 %", "70 Prozent", "mostly", "nichts"],
    Kind.DURATION: ["31 hours", "zwei Tage"],
}


def choose(part: Part, box: Any, rng: random.Random) -> Answer:
    """Tick some of what is offered, one after the other; what stays ticked."""
    values = box.locator("label:not(.open-one) input").evaluate_all("all => all.map((one) => one.value)")
    if part.kind is not Kind.SEVERAL:
        value = str(rng.choice(values))
        box.locator(f'input[value="{value}"]').check()
        return value
    alone = {option.id for option in part.options if option.alone}
    ticked: list[str] = []
    for value in rng.sample(values, rng.randint(1, len(values))):
        box.locator(f'input[value="{value}"]').check()
        ticked = [value] if value in alone else [*(one for one in ticked if one not in alone), value]
    return tuple(ticked)


def tell_time(page: Any, box: Any, rng: random.Random) -> str:
    """Put a time together as the page lets one, and say what it should come to."""
    german = page.evaluate("document.documentElement.lang") == "de"
    kind = rng.choice(["words", "ongoing", "ago", "month", "quarter", "season", "year", "day", *SPANS])
    box.locator("select").first.select_option(kind)
    if kind == "words":
        said = rng.choice(["mid-October", "vor etwa zwei Jahren", "seit letztem Frühjahr", "ongoing, last week again"])
        box.locator("input[type=text]").fill(said)
        return said
    if kind == "ongoing":
        return "laufend" if german else "ongoing"
    if kind == "ago":
        box.locator("input[type=text]").fill(rng.choice(["3", "three", "drei"]))
        box.locator("select").nth(1).select_option("months")
        return "vor 3 Monaten" if german else "3 months ago"
    if kind == "day":
        box.locator("input[type=date]").fill("2026-10-05")
        return "2026-10-05"
    if kind in SPANS:
        return tell_span(box, kind, "bis" if german else "to")
    if kind != "year":
        first = {"month": "05", "quarter": "2", "season": "winter"}[kind]
        box.locator("select").nth(1).select_option(first)
    box.locator("select").last.select_option("2024")
    return {"month": "2024-05", "quarter": "2024-Q2", "season": f"{'Winter' if german else 'winter'} 2024/25"}.get(
        kind, "2024"
    )


SPANS = ("month_span", "quarter_span", "year_span")


def tell_span(box: Any, kind: str, to: str) -> str:
    """Put together a time from one period to another."""
    lists = box.locator("select")
    values = ["2023"], ["2025"]
    if kind != "year_span":
        values = (["05", "2023"], ["03", "2025"]) if kind == "month_span" else (["2", "2023"], ["4", "2025"])
    for number, value in enumerate([*values[0], *values[1]], 1):
        lists.nth(number).select_option(value)
    first, last = (
        f"{period[1]}-{'Q' if kind == 'quarter_span' else ''}{period[0]}" if len(period) > 1 else period[0]
        for period in values
    )
    return f"{first} {to} {last}"


def tell_time_ahead(page: Any, box: Any, rng: random.Random, *, until: bool) -> str:
    """The same of a time that lies ahead."""
    german = page.evaluate("document.documentElement.lang") == "de"
    kind = rng.choice(["month", "quarter", "season", "year", "day", *([] if until else ["soon", "next_quarter"])])
    box.locator("select").first.select_option(kind)
    if kind == "soon":
        return "so bald wie möglich" if german else "as soon as possible"
    if kind == "next_quarter":
        return "nächstes Quartal" if german else "next quarter"
    if kind == "day":
        box.locator("input[type=date]").fill("2027-01-11")
        return "2027-01-11"
    if kind != "year":
        box.locator("select").nth(1).select_option({"month": "05", "quarter": "2", "season": "spring"}[kind])
    box.locator("select").last.select_option("2028")
    told = {"month": "2028-05", "quarter": "2028-Q2", "season": f"{'Frühjahr' if german else 'spring'} 2028"}
    return told.get(kind, "2028")


def test_nothing_is_kept_unless_it_is_asked_for(opened: Opener) -> None:
    page = opened("en")
    context = page.context
    page.fill("#part-company", "Acme")
    assert page.evaluate("localStorage.length") == 0
    page.close(run_before_unload=False)
    again = opened("en", context)
    assert again.input_value("#part-company") == ""
    again.fill("#part-company", "Acme")
    again.check("#keep")
    again.click("#move-next")
    again.fill("#part-teller", "Ms Okafor")
    again.reload()
    assert again.input_value("#part-company") == "Acme"
    assert again.is_checked("#keep")
    again.click("#iv-all >> xpath=.. >> button >> nth=1")
    assert again.input_value("#part-teller") == "Ms Okafor"
    again.uncheck("#keep")
    assert again.evaluate("localStorage.length") == 0


def test_a_time_that_lies_ahead_is_no_answer(opened: Opener) -> None:
    page = opened("en")
    page.fill("#part-company", "Acme")
    page.fill("#day", "2026-02-10")
    page.click("#all li:nth-child(4) button")
    page.check('input[value="in_force"]')
    page.select_option("#part-way_since", "month")
    # What is chosen by half is no answer, and one does not go on without knowing so.
    page.click("#move-next")
    assert "Leave it out" in page.inner_text("#part-way_since-fault")
    lists = '[data-part="way_since"] select >> nth='
    page.select_option(f"{lists}1", "11")
    page.click("#move-next")
    assert page.evaluate("document.activeElement.options[1].value") == "2026"
    page.select_option(f"{lists}2", "2026")
    assert page.inner_text("#part-way_since-fault") != ""
    assert "in_force_since" not in page.text_content("#preview")
    # It stays where somebody looks at something else, with what is missing.
    page.click("#move-back")
    page.click("#all li:nth-child(4) button")
    assert page.inner_text("#part-way_since-fault") != ""
    assert page.locator('#all li:nth-child(4) [aria-hidden="true"]').inner_text() == "½"
    page.select_option(f"{lists}1", "01")
    assert "in_force_since: 2026-01" in page.text_content("#preview")
    assert page.locator('#all li:nth-child(4) [aria-hidden="true"]').inner_text() == "✓"
    for kind, said, wanted in (("ago", "often", "Give a number"), ("words", "kürzlich", "mid-October")):
        page.select_option("#part-way_since", kind)
        page.click("#move-next")
        page.fill('[data-part="way_since"] input[type=text]', said)
        page.click("#move-next")
        assert wanted in page.inner_text("#part-way_since-fault")
        assert "in_force_since" not in page.text_content("#preview")
    page.fill('[data-part="way_since"] input[type=text]', "mid-January")
    page.click("#move-next")
    page.click("#move-back")
    assert page.input_value('[data-part="way_since"] input[type=text]') == "mid-January"
    assert 'in_force_since: "mid-January"' in page.text_content("#preview")
    page.select_option("#part-way_since", "month")
    page.select_option(f"{lists}1", "01")
    page.select_option(f"{lists}2", "2026")
    page.click("#all li:nth-child(1) button")
    page.fill("#day", "2025-12-24")
    assert "in_force_since" not in page.text_content("#preview")
    # It can still be seen why; that it is not known holds on any day.
    page.click("#all li:nth-child(4) button")
    assert page.inner_text("#part-way_since-fault").startswith("That lies after the day")
    page.check('[data-part="way_since"] .dont-know input')
    assert page.inner_text("#part-way_since-fault") == ""
    page.click("#all li:nth-child(1) button")
    page.fill("#day", "2025-12-25")
    assert "not_known" in page.text_content("#preview")


def test_the_page_asks_in_the_middle_whether_to_go_on(opened: Opener) -> None:
    page = opened("en")
    page.fill("#part-company", "Acme")
    page.click("#all li:nth-child(20) button")
    assert page.locator("#move-next").count() == 1
    page.click("#move-next")
    left = page.locator("#all li").count() - 20
    assert page.inner_text("#asked p").startswith(f"{left} more")
    page.click("#move-back")
    page.click("#move-next")
    page.click("#move-enough")
    more = len([one for one in QUESTIONS.questions if one.details and not one.parts[0].when])
    shown = page.locator("#all li").count()
    assert page.inner_text("#asked p >> nth=0").startswith(f"{shown - 1} questions have no answer")
    assert page.inner_text("#asked p >> nth=1").startswith(f"{more} more")
    page.click("#move-more")
    assert page.inner_text("#asked .over") == f"Question {shown + 1} of {shown + more}"
    with page.expect_download():
        page.click("#download")
    assert f"{shown + more - 1} questions have no answer" in page.inner_text("#told")


def test_what_is_put_as_well_comes_behind_what_was_put(opened: Opener) -> None:
    page = opened("en")
    data = page.evaluate("JSON.parse(document.getElementById('page-data').textContent).questions")
    settling = next(one for one in data if one["details_if"])
    page.fill("#part-company", "Acme")
    for name, ids in settling["details_if"].items():
        part = QUESTIONS.part(name)
        assert part is not None
        page.click(f'#all button:has-text("{part.text["en"]}")')
        page.check(f'[data-part="{name}"] input[value="{ids[0]}"]')
    shown = page.locator("#all li").count()
    page.click("#all li:last-child button")
    page.click("#move-next")
    more = int(page.inner_text("#asked p >> nth=1").split()[0])
    page.click("#move-more")
    put = []
    while page.locator("#asked .over").count():
        assert page.inner_text("#asked .over") == f"Question {shown + len(put) + 1} of {shown + more}"
        put.append(page.inner_text("#asked h2"))
        page.click("#move-next")
    assert len(put) == more
    assert settling["parts"][0]["text"] in put
    page.click("#move-first_open")
    assert page.inner_text("#asked .over").startswith("Question 2 of")


def test_what_nobody_could_say_is_no_longer_offered(opened: Opener) -> None:
    page = opened("en")
    page.fill("#part-company", "Acme")
    page.check("#keep")
    page.click("#all li:last-child button")
    page.click("#move-next")
    before = int(page.inner_text("#asked p >> nth=1").split()[0])
    page.click("#move-more")
    page.check(".dont-know input >> nth=0")
    page.evaluate(
        "() => { const kept = JSON.parse(localStorage.getItem(localStorage.key(0)));"
        " kept.details = false; localStorage.setItem(localStorage.key(0), JSON.stringify(kept)); }"
    )
    page.reload()
    page.click("#all li:last-child button")
    page.click("#move-next")
    assert int(page.inner_text("#asked p >> nth=1").split()[0]) == before - 1


def test_a_span_that_ends_before_it_begins_is_no_answer(opened: Opener) -> None:
    page = opened("en")
    page.fill("#part-company", "Acme")
    page.click("#all li:nth-child(4) button")
    page.check('input[value="in_force"]')
    page.select_option("#part-way_since", "year_span")
    page.select_option('[data-part="way_since"] select >> nth=1', str(date.today().year - 1))  # noqa: DTZ011
    page.select_option('[data-part="way_since"] select >> nth=2', str(date.today().year - 3))  # noqa: DTZ011
    assert page.inner_text("#part-way_since-fault")
    assert "in_force_since" not in page.text_content("#preview")


def test_by_keys_alone(opened: Opener) -> None:
    page = opened("en")
    page.focus("#part-company")
    page.keyboard.type("Acme")
    for _ in range(3):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "move-next":
            break
    while page.evaluate("document.activeElement.id") != "move-next":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "H2"
    page.click("#all li:nth-child(3) button")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert page.evaluate("document.activeElement.name") == "part-words"
    assert page.locator('[data-part="words_agreed"]').count() == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(scheme: str, opened: Opener) -> None:
    page = opened("de")
    page.fill("#part-company", "Acme")
    page.click("#all li:nth-child(3) button")
    page.check('input[value="all"]')
    page.click("#move-next")
    page.check('input[value="yes"]')
    page.select_option("#part-words_last", "month")
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert faults_of_structure(page) == []
    assert faults_of_colour(page, scheme) == []


@pytest.mark.parametrize("width", [320, 390, 768, 1440])
def test_nothing_is_cut(width: int, opened: Opener) -> None:
    page = opened("de", viewport={"width": width, "height": 800})
    page.fill("#part-company", "Acme")
    page.click("#all li:nth-child(3) button")
    page.check('input[value="all"]')
    assert page.evaluate(WIDE) == [0, []]
    # Of two answers side by side the gap tells which box belongs to which word; nothing is explained twice.
    gaps = page.eval_on_selector_all(
        ".iv-open",
        """all => all.map((one) => { const [first, second] = [...one.children].map((label) => label.getBoundingClientRect());
        return second.top >= first.bottom ? 99 : second.left - first.right; })""",
    )
    assert min(gaps) >= 20
    helps = page.eval_on_selector_all(
        "#asked [data-part] > details, #asked [data-part] .iv-line > details",
        "all => all.map((one) => one.textContent)",
    )
    assert len(helps) == len(set(helps))
