"""Interviews by keyboard: in a terminal and line by line, back and forth, broken off and gone on with."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from lmmm_report.cli.asking import FIRST, Move, Reply, Sheet, hold, matrix, reply_of
from lmmm_report.cli.main import run
from lmmm_report.cli.prompt_screen import PromptScreen
from lmmm_report.domain.questionnaire import NOT_ASKED, UNKNOWN, asked
from lmmm_report.making.interviewing import Interviewing, questionnaire_at
from lmmm_report.making.loading import reader_at
from lmmm_report.messages import say
from lmmm_report.problems import Problem, UserError

ROOT = Path(__file__).resolve().parents[3]
WEXCOMBE = ROOT / "tests/cases/interviews/wexcombe.yaml"
SONNHART = WEXCOMBE.with_name("sonnhart.yaml")
READER = reader_at(None)
QUESTIONS = questionnaire_at(None, READER)
DAY = date(2026, 11, 2)


def interviewing(file: Path | None = None, language: str = "en") -> Interviewing:
    return Interviewing(QUESTIONS, READER, language=language, day=DAY, file=file)


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    def lines(*said: str) -> None:
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in said)))

    return lines


class Scripted:
    """A screen on which replies stand ready, and what was shown with each."""

    def __init__(self, *replies: Reply, file: Path | None = None) -> None:
        self.replies = list(replies)
        self.sheets: list[Sheet] = []
        self.texts: list[str] = []
        self.pauses: list[Sheet] = []
        self.after_pause: Reply = "go_on"
        self.log: list[str] = []
        self.file = file

    def ask(self, sheet: Sheet) -> Reply:
        if sheet.question.startswith("The weightiest questions"):
            self.pauses.append(sheet)
            return self.after_pause
        self.sheets.append(sheet)
        if self.file is not None:
            self.texts.append(self.file.read_text(encoding="utf-8") if self.file.exists() else "")
        return self.replies.pop(0) if self.replies else Move.QUIT

    def note(self, question: str, answer: str) -> None:
        self.log.append(f"{question} – {answer}")

    def withdraw(self) -> None:
        self.log.pop()


def test_after_each_answer_there_is_a_valid_profile_of_all_answers(tmp_path: Path) -> None:
    file = tmp_path / "x.yaml"
    said = ("Acme", "Ms Okafor", ("marketing",), "Sales", "all", "both", "yes", "monthly", Move.SKIP, "Monthly list")
    said += ("sketch", "?")
    screen = Scripted(*said, file=file)
    assert hold(interviewing(file), screen) == (7, 11)
    assert screen.texts[0] == ""
    for text in screen.texts[1:]:
        assert READER.read_text(text.encode(), "x.yaml").company.name == "Acme"
    for before, after, reply in zip(screen.texts, screen.texts[1:], said, strict=False):
        assert (before == after) == (reply is Move.SKIP)


def test_back_takes_the_answer_back_and_asks_again(tmp_path: Path) -> None:
    file = tmp_path / "x.yaml"
    screen = Scripted(
        "Acme", Move.SKIP, "all", "both", Move.BACK, "sales", Move.BACK, Move.BACK, "none", Move.BACK, file=file
    )
    held = interviewing(file)
    hold(held, screen)
    asked = [sheet.part or sheet.question for sheet in screen.sheets]
    agreed = "Who has agreed to it, for instance signed it?"
    assert asked.count(agreed) == 3
    assert held.answers == {"company": "Acme"}
    first = Scripted(Move.BACK)
    hold(interviewing(), first)
    assert [sheet.fault for sheet in first.sheets] == ["", "This is the first question."]


def test_what_was_taken_back_is_shown_and_no_longer_noted() -> None:
    screen = Scripted("Acme", "Ms O", ("marketing", "sales"), Move.SKIP, "all", Move.BACK, Move.BACK, Move.BACK)
    hold(interviewing(), screen)
    assert screen.sheets[-1].before == ("marketing", "sales")
    assert [sheet.before for sheet in screen.sheets[5:]] == [None, "all", None, ("marketing", "sales")][
        -len(screen.sheets[5:]) :
    ]
    assert [line.split(" – ")[1] for line in screen.log] == ["Acme", "Ms O"]


def test_nothing_is_called_settled_before_what_follows_up_was_asked() -> None:
    held = interviewing()
    denied = {"words": "none", "way": "none", "runs": "nobody", "agreement": "none", "rules": "none"}
    held.answers.update({"company": "Acme", **denied})
    held.standing()
    screen = Scripted("Acme", Move.SKIP, *denied.values(), "both", *([Move.SKIP] * 3))
    hold(interviewing(), screen)
    for sheet in screen.sheets:
        if sheet.part:
            assert "■" not in "".join(sheet.standing)
            assert "settled" not in sheet.standing[-1]
    assert any("settled" in sheet.standing[-1] for sheet in screen.sheets if not sheet.part)


def test_why_is_not_asked_where_no_target_was_named() -> None:
    target = QUESTIONS.part("target")
    assert target is not None
    [question] = [one for one in QUESTIONS.questions if one.id == "target"]
    for answers, why in (
        ({"target": "-", "target_leads": "-"}, []),
        ({"target": "?"}, []),
        ({}, []),
        ({"target": "aligned"}, ["target_reason"]),
        ({"target": "-", "target_leads": "process"}, ["target_leads_reason"]),
    ):
        assert [part.id for part in question.parts if "reason" in part.id and asked(part, question, answers)] == why


def test_details_later_passes_over_the_rest_of_a_question() -> None:
    screen = Scripted("Acme", Move.SKIP, "all", Move.LATER)
    held = interviewing()
    hold(held, screen)
    assert held.answers == {"company": "Acme", "words": "all"}
    assert screen.sheets[-1].question.startswith("Do these words turn up")


def test_the_range_narrows_and_what_lies_far_ahead_is_asked_last() -> None:
    denied = {"words": "none", "way": "none", "runs": "nobody", "fields": "no", "agreement": "none", "rules": "none"}
    held = interviewing()
    held.answers.update({"company": "Acme", "words": "all"})
    assert matrix(held.standing(), "en", firm=held.standing().firm)[0].count("□") == 4
    held.answers.update(denied)
    asked = {step.question.id for step in held.steps()}
    assert "□" not in "".join(matrix(held.standing(), "en", firm=held.standing().firm))[:40]
    assert not asked & {"lines", "teams", "glossary", "cross_work", "review"}
    held.details = True
    assert {step.question.id for step in held.steps()} >= {"lines", "teams", "bridging", "cross_work", "employees"}


def test_an_answer_that_is_none_is_asked_again() -> None:
    screen = Scripted(
        "\x1b[31m", "", Move.SKIP, "Acme", Move.SKIP, "all", "both", "yes", "monthly", "soonish", "2027", "May"
    )
    held = interviewing()
    hold(held, screen)
    faults = [sheet.fault for sheet in screen.sheets if sheet.fault]
    assert [fault[:20] for fault in faults] == [
        "there is a character",
        "That says nothing ye",
        "Without this answer ",
        "That cannot be read ",
        "That would lie after",
    ]
    assert held.answers["words_last"] == "May"


def test_what_is_put_off_comes_again_and_the_counter_never_runs_back() -> None:
    screen = Scripted("Acme", Move.SKIP, "all", Move.LATER, *([Move.SKIP] * 120))
    hold(interviewing(), screen)
    asked = [sheet.part or sheet.question for sheet in screen.sheets]
    assert asked.count("Who has agreed to it, for instance signed it?") == 2
    numbers = [int(sheet.progress.split()[1]) for sheet in screen.sheets if sheet.progress]
    again = len(asked) - 1 - asked[::-1].index("Who has agreed to it, for instance signed it?")
    first = [number for place, number in enumerate(numbers) if place != again]
    assert first == sorted(first)


def test_there_is_one_details_later() -> None:
    screen = Scripted("Acme", Move.SKIP, Move.LATER, Move.LATER, Move.LATER)
    # Of three words nobody says that there is one: the question itself comes again.
    held = interviewing()
    hold(held, screen)
    assert held.answers == {"company": "Acme", "way": "there"}
    assert "document: exists" in held.text()


def test_there_is_one_is_offered_where_there_can_be_one() -> None:
    offered = {one.id for one in QUESTIONS.questions if one.there}
    assert not offered & {"words", "records", "target", "decisions"}
    assert {"way", "agreement", "rules", "lead_unit"} <= offered
    screen = Scripted("Acme", *([Move.SKIP] * 200))
    hold(interviewing(), screen)
    rest = [sheet for sheet in screen.sheets if "more questions" in sheet.question]
    assert [sheet.words["keys_choice"] for sheet in rest][:1] == [
        "digit or ↑↓, then Enter · letter, then Enter: b back · q stop"
    ]


@pytest.mark.parametrize("after", ["go_on", "stop"])
def test_after_twenty_questions_it_is_asked_whether_to_go_on(after: str) -> None:
    screen = Scripted("Acme", *([Move.SKIP] * 200))
    screen.after_pause = after
    put, _ = hold(interviewing(), screen)
    [pause] = screen.pauses
    put_before = len({sheet.question for sheet in screen.sheets}) if after == "stop" else FIRST
    assert put_before == FIRST
    assert pause.question.startswith("The weightiest questions were put: from cell (1,1) to (4,4). 4 more would")
    assert (put == FIRST) == (after == "stop")


def test_what_nobody_knew_is_not_counted_among_what_would_sharpen_the_result() -> None:
    counted = []
    for answers in ({}, {"leads": UNKNOWN, "sector": NOT_ASKED}):
        screen = Scripted("Acme", *([Move.SKIP] * 200))
        held = interviewing()
        held.answers.update(answers)
        held.known = held.known._replace(answers=answers)
        hold(held, screen)
        [rest] = [sheet for sheet in screen.sheets if "more questions would sharpen" in sheet.question][:1]
        counted.append(int(rest.question.split()[0]))
    assert counted[1] == counted[0] - 2


def test_none_of_these_goes_with_no_other_answer() -> None:
    screen = Scripted("Acme", "Ms O")
    hold(interviewing(), screen)
    sheet = screen.sheets[-1]
    names = [name for name, _ in sheet.options]
    assert names[-1] == "none"
    none = str(names.index("none") + 1)
    assert reply_of(none, sheet) == ("none",)
    assert reply_of(f"1,{none}", sheet) == ""
    assert reply_of("1 2", sheet) == ("marketing", "sales")


def test_who_says_so_stands_with_the_answer() -> None:
    screen = Scripted(
        "Acme", Move.SKIP, "all", Move.SKIP, Move.SKIP, "none", "nobody", Move.WHO, "Mr Krug", "heard", "signed"
    )
    held = interviewing()
    hold(held, screen)
    assert 'said_by: "Mr Krug"' in held.text()
    assert "basis: heard" in held.text()
    assert "#   – only heard, from Mr Krug" in held.text()


def test_an_answer_in_words_of_ones_own_may_stand_for_an_option() -> None:
    held = interviewing()
    held.answers.update({"company": "Acme", "rules": "sheet", "sheet_kept": "in_words", "sheet_kept_said": "8 of 10"})
    assert 'kept: "8 of 10"' in held.text()
    held.answers["sheet_kept"] = "yes"
    assert "kept: kept" in held.text()


def test_a_detail_before_which_somebody_stopped_is_asked_another_time(tmp_path: Path) -> None:
    file = tmp_path / "x.yaml"
    hold(interviewing(file), Scripted("Acme", Move.SKIP, "all", Move.QUIT, file=file))
    again = interviewing(file)
    again.go_on_in(file)
    assert "words_agreed" in [step.part.id for step in again.steps()]
    assert "not_asked" in file.read_text(encoding="utf-8")


def test_where_there_is_no_room_to_note_what_was_left_all_else_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "x.yaml"
    held = interviewing(file)
    write = held.write

    def full() -> bool:
        if held.answers.get("words_agreed") == NOT_ASKED:
            raise UserError(Problem(file="x.yaml", message=say("asking.no_back"), hint="", code="not-written"))
        return write()

    monkeypatch.setattr(held, "write", full)
    hold(held, Scripted("Acme", Move.SKIP, "all", Move.QUIT))
    assert held.answers == {"company": "Acme", "words": "all"}
    assert READER.read_text(file.read_bytes(), "x.yaml").company.name == "Acme"


def test_whether_to_go_on_nobody_does_not_know() -> None:
    screen = Scripted("Acme", *[Move.SKIP] * 60)
    screen.after_pause = "stop"
    hold(interviewing(), screen)
    (pause,) = screen.pauses
    assert pause.words["unknown"] == ""
    assert reply_of("0", pause) == ""
    assert reply_of("1", pause) == "go_on"


def test_all_is_asked_of_one_decision_before_the_next() -> None:
    held = interviewing()
    [question] = [one for one in QUESTIONS.questions if one.id == "decisions"]
    held.answers.update({"company": "Acme", "decisions": ("new_software", "new_posts")})
    held.details = True
    ids = [step.part.id for step in held.steps() if step.question is question]
    assert ids == sorted(ids, key=lambda one: ("new_posts" in one, [part.id for part in question.parts].index(one)))
    assert len(ids) > 6


def test_the_top_has_no_next_stage() -> None:
    held = Interviewing(QUESTIONS, READER, language="en", day=DAY)
    held.go_on_in(SONNHART)
    held.details = True
    screen = Scripted()
    hold(held, screen)
    assert "say more about practice" in screen.sheets[0].standing[-1]


# In a terminal


def in_terminal(keys: str, held: Interviewing) -> tuple[int, int]:
    from prompt_toolkit.input import create_pipe_input
    from prompt_toolkit.output import DummyOutput

    # In a thread of its own: tests in a browser leave a running event loop behind in theirs.
    with create_pipe_input() as pipe, ThreadPoolExecutor(1) as apart:
        pipe.send_text(keys)
        screen = PromptScreen(held.language, keys=pipe, output=DummyOutput())
        return apart.submit(hold, held, screen).result()


@pytest.mark.parametrize(
    ("keys", "answers"),
    [
        (
            "Acme\rMs O\r1\rSales\r1\r2\rq\r",
            {"teller": "Ms O", "heard": ("marketing",), "absent": "Sales", "words": "all", "words_agreed": "marketing"},
        ),
        (
            "Acme\r\r\x1b[B\x1b[B\r1\r2\rn\rq\r",
            {"words": "some", "words_lead": "yes", "words_mql": "no", "words_opportunity": "-", "words_agreed": "-"},
        ),
        ("Acme\r\r\x1b[A\rq\r", {"words": "?"}),
        ("Acme\rX\r1 \r\r\r q\r", {"teller": "X"}),
        ("Acme\rd\r?\re\r0\rq\r", {"teller": "?", "words": "?"}),
        ("Acme\rX\rb\r\x15Y\rs\r3\rq\r", {"teller": "Y", "words": "none"}),
        ("Acme\rX\rb\r\rs\r3\rb\r\r\x04", {"teller": "X", "words": "none"}),
        ("Acme\r\rabove b q 3 \rb1\x7f\x7f123\r\x04", {"words": "none"}),
        ("Acme\rX\r12\rb\r\r\x04", {"teller": "X", "heard": ("marketing", "sales"), "absent": "-"}),
        ("Acme\rX\rb\rY\rs\r3\rq\r", {"teller": "Y", "words": "none"}),
        ("Acme\rX\rb\r\x1b[AY\rs\r3\rq\r", {"teller": "XY", "words": "none"}),
        ("Acme\r\rn\rb\r3\rq\r", {"words": "none"}),
        ("Acme\r2\r2\rs\r3\rq\r", {"teller": "2", "words": "none"}),
        ("Acme\r2\rMs O\rs\r3\rq\r", {"teller": "Ms O", "words": "none"}),
        ("Acme\r\rn\rb\r\r\x04", {"words": "-"}),
        ("Acme\rX\r125\rq\r", {"teller": "X", "heard": ("none",)}),
        ("Acme\rX\r51\r\rq\r", {"teller": "X", "heard": ("marketing",)}),
        ("Acme\r\x03", {}),
    ],
)
def test_keys_in_a_terminal(keys: str, answers: dict[str, object], tmp_path: Path) -> None:
    held = interviewing(tmp_path / "x.yaml")
    in_terminal(keys, held)
    assert held.answers == {"company": "Acme", **answers}
    assert (tmp_path / "x.yaml").read_text(encoding="utf-8") == held.text()


# Line by line


def test_line_by_line_to_standard_output(typed: object, capsys: pytest.CaptureFixture[str]) -> None:
    typed("Acme", "s", "1", "1", "?", "9", "e", "2", "3", "q")  # type: ignore[operator]
    assert run(["init", "--lang", "en", "--date", "2026-11-02"]) == 0
    out, err = capsys.readouterr()
    assert "used_in: none" in out
    assert "What is meant are lists and talks" in err
    assert "There is no such answer here; a digit from 1 to 2" in err
    assert "For example: “The sales meeting goes" in err
    assert READER.read_text(out.encode(), "x.yaml").company.name == "Acme"


def test_an_existing_file_is_gone_on_with_and_never_replaced(
    typed: object, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "x.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + WEXCOMBE.read_bytes().replace(b"\n", b"\r\n"))
    before = file.read_bytes()
    assert run(["init", str(file)]) == 1
    assert f"lmmm-report ask {file}" in capsys.readouterr().err
    typed("1", "4", "1", "last week", "May", "q")  # type: ignore[operator]
    assert run(["ask", str(file), "--by", "Mr Lind"]) == 0
    assert "cell (3,2), firm" in capsys.readouterr().err
    after = file.read_bytes()
    assert after.startswith(b"\xef\xbb\xbf")
    assert after.count(b"\r\n") == after.count(b"\n")
    gone = [line for line in before.splitlines() if line not in after.splitlines()]
    assert gone == [b"      last_on: some time last year"]
    new = [line.decode().strip() for line in after.splitlines() if line not in before.splitlines()]
    told = ["basis: told", "said_by: Mr Lind"]
    assert [line for line in new if line[0] != "#"] == [
        *("- sales", "end_to_end:", *told, "last_reviewed: last week", "last_on: May")
    ]
    # The question and what was chosen stand above what they state; a value that only changes gets no comment.
    assert new[1].startswith("# How marketing works and how sales works: is that drawn")
    assert new[new.index("end_to_end:") - 1] == "#     – No, they are two, or there is none"


def test_what_nobody_could_say_is_an_open_point_until_it_is_answered(typed: object, tmp_path: Path) -> None:
    file = tmp_path / "x.yaml"
    typed("Acme", "s", "1", "0", "q")  # type: ignore[operator]
    assert run(["init", str(file), "--lang", "en"]) == 0
    assert file.read_text(encoding="utf-8").count("not_known") == 1
    typed("1", "q")  # type: ignore[operator]
    assert run(["ask", str(file)]) == 0
    text = file.read_text(encoding="utf-8")
    assert "open_points" not in text
    assert "agreed_by: [marketing, sales]" in text


def test_a_file_that_changes_meanwhile_is_left_alone(tmp_path: Path) -> None:
    from lmmm_report.problems import UserError

    file = tmp_path / "x.yaml"
    held = interviewing(file)
    held.answers["company"] = "Acme"
    assert held.write()
    assert not held.write()
    file.write_text(file.read_text(encoding="utf-8") + "# mine\n", encoding="utf-8")
    held.answers["words"] = "all"
    with pytest.raises(UserError, match="changed since"):
        held.write()
    assert file.read_text(encoding="utf-8").endswith("# mine\n")


def test_an_answer_for_which_there_is_no_room_changes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "x.yaml"
    file.write_bytes(WEXCOMBE.read_bytes())
    held = interviewing(file)
    held.go_on_in(file)
    screen = Scripted("sales")
    hold(held, screen)
    assert screen.sheets[1].fault.startswith("this answer could not be written")
    assert file.read_bytes() == WEXCOMBE.read_bytes()


def test_an_older_format_is_migrated_first(capsys: pytest.CaptureFixture[str]) -> None:
    old = ROOT / "tests/cases/accept/22-first-words-and-rules/profile.yaml"
    assert run(["ask", str(old)]) == 1
    assert "lmmm-report migrate --write" in capsys.readouterr().err


@pytest.mark.parametrize(
    "options",
    [
        ["--template", "--notes"],
        ["--html", "x.html", "--from", "y.yaml"],
        ["x.yaml", "--html", "x.html"],
        ["--notes", "--date", "2026-11-02"],
        ["--notes", "--schema", "none"],
    ],
)
def test_one_way_at_a_time(options: list[str]) -> None:
    assert run(["init", *options]) == 2


def test_the_page_and_the_notes_are_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page, notes, profile = tmp_path / "i.html", tmp_path / "n.yaml", tmp_path / "p.yaml"
    assert run(["init", "--html", str(page), "--lang", "de"]) == 0
    assert "Content-Security-Policy" in page.read_text(encoding="utf-8")
    assert '"day":""' in page.read_text(encoding="utf-8")
    assert run(["init", "--html", str(page), "--lang", "de", "--date", "2026-11-02", "--schema", "s.json"]) == 0
    assert '"day":"2026-11-02"' in page.read_text(encoding="utf-8")
    assert '"schema_line":"# yaml-language-server: $schema=s.json"' in page.read_text(encoding="utf-8")
    before = page.read_bytes()
    assert run(["init", "--html", str(page), "--schema", "s.json\nformat: 3"]) == 1
    assert page.read_bytes() == before
    assert run(["init", str(notes), "--notes", "--lang", "de"]) == 0
    notes.write_text(
        notes.read_text(encoding="utf-8").replace("\nwords:", "\nwords: none").replace("\ncompany:", "\ncompany: A"),
        encoding="utf-8",
    )
    assert run(["init", str(profile), "--from", str(notes), "--lang", "de", "--date", "2026-11-02"]) == 0
    assert run(["validate", str(profile), "--no-hints"]) == 0
    assert "Feld (1,1), fest" in capsys.readouterr().err
