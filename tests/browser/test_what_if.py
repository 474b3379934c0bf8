"""What the page says of a choice of measures is what the program says when it carries them out and assesses again."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest

from lmmm_report.assess.assessment import assess
from lmmm_report.assess.effects import carry_out
from lmmm_report.assess.result.coordinates import judge
from lmmm_report.assess.result.gap import gap_to_target
from lmmm_report.domain.assessment import Assessment, Finding, Outcome
from lmmm_report.domain.model import Kind
from lmmm_report.domain.plan import Fitting, PlannedMeasure
from lmmm_report.domain.profile import Target
from lmmm_report.domain.totals import total_of
from lmmm_report.load.catalogue import load_catalogues
from lmmm_report.report.pictures.ground import middle
from lmmm_report.report.words.wording import Wording
from tests.browser.conftest import ROOT, Open
from tests.builders import replace
from tests.built_in import MODEL, assessment_of

CATALOGUES = load_catalogues()
CONFIGS = sorted((ROOT / "configs").glob("*.yaml"))
CHOICES = 60
"""Random choices for each profile, in this many steps of one page."""
GATES = [c.id for c in MODEL.criteria if c.kind is Kind.GATE and c.stage > 1]

READ = """() => {
  const text = (id) => document.getElementById(id).textContent;
  const read = (key) => document.querySelector(`.what-if-result [data-what-if=${key}]`).textContent;
  const places = ["matrix-picture", "what-if-picture"].map((id) => document.querySelector(`#${id} [data-mark=open]`).getAttribute("transform"));
  const cells = [...document.querySelectorAll("#what-if-picture .cell")];
  const count = (state) => cells.filter((one) => one.classList.contains(state)).length;
  return {
    stages: [0, 1].map((axis) => text(`what-if-stage-${axis}`)),
    coordinates: [0, 1].map((axis) => text(`what-if-coordinate-${axis}`)),
    open: read("open"),
    effort: document.querySelector(".what-if-result [data-what-if=effort]")?.textContent ?? null,
    assumed: [...document.querySelectorAll(".finding .what-if-tick input")].filter((one) => one.checked).length,
    ticked: [...document.querySelectorAll("#what-if-measures input")].filter((one) => one.checked).length,
    beside: [...document.querySelectorAll(".measure .what-if-tick input")].filter((one) => one.checked).length,
    marker: places[0] === places[1] ? places[0].match(/[\\d.]+/g).map(Number) : places,
    ground: [count("reached"), count("possible")],
    rungs: Object.fromEntries([...document.querySelectorAll("#what-if-picture use")].map((one) => [one.dataset.gate, one.getAttribute("href").slice(3)])),
  };
}"""
FOLLOW = f"""async (fragments) => {{
  const read = {READ};
  const answers = [];
  for (const fragment of fragments) {{
    if (location.hash !== fragment) {{
      const changed = new Promise((done) => addEventListener("hashchange", done, {{ once: true }}));
      location.hash = fragment;
      await changed;
    }}
    answers.push(read());
  }}
  return answers;
}}"""


def fragment(ids: Iterable[str], gates: Iterable[str] = ()) -> str:
    return "#whatif=" + "+".join([*ids, *(f"~{gate}" for gate in gates)])


def assuming(findings: Iterable[Finding], before: Assessment, gates: set[str]) -> tuple[Finding, ...]:
    """The findings if these gates were the opposite of what they are today; unknown ones count as met."""
    return tuple(
        replace(f, outcome=Outcome.NOT_MET if before.by_id[f.criterion.id].outcome is Outcome.MET else Outcome.MET)
        if f.criterion.id in gates and f.outcome is not Outcome.NOT_APPLICABLE
        else f
        for f in findings
    )


def ids_of(assessment: Assessment) -> list[str]:
    return [planned.measure.id for planned in assessment.plan.measures]


def needed(before: Assessment, number: int, assumed: set[str]) -> list[int]:
    """The places in the plan of the measures that have to come before this one."""
    measures = [p.measure for p in before.plan.measures]
    found = []
    for criterion in measures[number].after:
        earlier = [n for n in range(number) if criterion in measures[n].satisfies]
        if before.by_id[criterion].outcome is not Outcome.MET and criterion not in assumed and earlier:
            found.append(earlier[0])
    return found


def completed(before: Assessment, chosen: Iterable[str], assumed: Iterable[str] = ()) -> set[str]:
    """The choice with everything that has to come before."""
    ids, wanted, gates = ids_of(before), set(chosen), set(assumed)
    for number in reversed(range(len(ids))):
        if ids[number] in wanted:
            wanted |= {ids[n] for n in needed(before, number, gates)}
    return wanted


def still_needed(before: Assessment, assumed: set[str]) -> list[PlannedMeasure]:
    """What closes a gate that nobody assumes to hold, or has to come before what does."""
    planned, met = before.plan.measures, {g for g in assumed if before.by_id[g].outcome is not Outcome.MET}
    kept = {n for n, p in enumerate(planned) if not met.issuperset(p.closes)}
    for number in reversed(range(len(planned))):
        if number in kept:
            kept.update(needed(before, number, met))
    return [planned[number] for number in sorted(kept)]


def without(before: Assessment, chosen: set[str], gone: str) -> set[str]:
    """The choice without one measure and what builds on it."""
    ids, left = ids_of(before), chosen - {gone}
    for number, measure in enumerate(ids):
        if any(ids[n] not in left for n in needed(before, number, set())):
            left = left - {measure}
    return left


def _left(days: Sequence[str], wording: Wording) -> str:
    low, likely, high = days
    return wording.say("page.noDays") if high == "0" else wording.say("page.days", low=low, expected=likely, high=high)


def expected(
    before: Assessment, chosen: Iterable[str], wording: Wording, assumed: Iterable[str] = ()
) -> dict[str, Any]:
    """What the page has to show, from the assessment of the profile after the chosen measures."""
    wanted = completed(before, chosen, assumed)
    planned = before.plan.measures
    after = assess(
        carry_out(before.profile, [p.measure for p in planned if p.measure.id in wanted], MODEL).profile, MODEL
    )
    gates = set(assumed)
    findings = assuming(after.findings, before, gates)
    axes = judge(findings, MODEL)
    target = {axis.id: axis.stage(number).id for axis, number in zip(MODEL.axes, before.gap.target, strict=True)}
    gap = gap_to_target(Target(stages=target), axes, MODEL, Fitting((), (), {}, {}))
    left = total_of(p.effort for p in still_needed(before, gates) if p.measure.id not in wanted)
    days = [wording.number(end) for end in (left.low, left.expected, left.high)]
    low, most = (axes[0].proven, axes[1].proven), (axes[0].possible, axes[1].possible)
    place = middle(low, len(MODEL.axes[0].stages))
    way = {step.axis.id + str(step.stage.number) for step in before.gap.steps}
    stages, coordinates = [], []
    for axis in axes:
        ends = [wording.number(end, 2) for end in (axis.coordinate.low, axis.coordinate.high)]
        coordinates.append(ends[0] if ends[0] == ends[1] else wording.say("axis.interval", low=ends[0], high=ends[1]))
        names = {
            "stage": wording.of(axis.stage.stage.name),
            "possible": wording.of(axis.axis.stage(axis.possible).name),
        }
        stages.append(wording.say(f"axis.verdict.{'firm' if axis.firm else 'range'}", number=axis.proven, **names))
    return {
        "stages": stages,
        "coordinates": coordinates,
        "open": str(len(gap.open)),
        "effort": _left(days, wording) if planned else None,
        "assumed": len(gates),
        "ticked": len(wanted),
        "beside": len(wanted),
        "marker": [place.x, place.y],
        "ground": [low[0] * low[1], most[0] * most[1] - low[0] * low[1]],
        "rungs": {
            f.criterion.id: f.outcome.value
            for f in findings
            if f.criterion.kind is Kind.GATE
            and f.criterion.axis + str(f.criterion.stage) in way
            and f.outcome is not Outcome.NOT_APPLICABLE
        },
    }


def random_choices(ids: list[str], seed: str, number: int) -> list[list[str]]:
    """Choices of all sizes in any order, with none and all of the measures among them."""
    rng = random.Random(seed)
    return [[], list(ids), *(rng.sample(ids, rng.randint(0, len(ids))) for _ in range(number))]


def test_there_are_profiles() -> None:
    assert len(CONFIGS) >= 6


@pytest.mark.parametrize(
    "path",
    [path if n < 2 else pytest.param(path, marks=pytest.mark.long) for n, path in enumerate(CONFIGS)],
    ids=lambda p: p.stem,
)
def test_numbers_of_random_choices_are_those_of_the_program(path: Path, open_page: Open) -> None:
    language = ("de", "en")[CONFIGS.index(path) % 2]
    wording = Wording(CATALOGUES[language])
    before = assessment_of(path)
    choices = random_choices(ids_of(before), path.stem, CHOICES)
    page = open_page(f"{path.stem}.{language}.html")
    rng = random.Random(f"gates of {path.stem}")
    asked = [gate for gate in GATES if before.by_id[gate].outcome is not Outcome.NOT_APPLICABLE]
    # The first half are measures alone, as the plan is what most readers try.
    assumed = [
        rng.sample(asked, min(len(asked), rng.choice((1, 1, 2, 5, 12, len(asked))))) if turn > CHOICES // 2 else []
        for turn in range(len(choices))
    ]
    shown = page.evaluate(FOLLOW, [fragment(c, gates) for c, gates in zip(choices, assumed, strict=True)])
    assert len({tuple(answer["marker"]) for answer in shown}) > 2, "the choices lead to different places"
    for chosen, gates, answer in zip(choices, assumed, shown, strict=True):
        assert answer == expected(before, chosen, wording, gates), (chosen, gates)


def test_clicking_says_the_same(open_page: Open) -> None:
    path = ROOT / "configs/brackwell-instruments.yaml"
    wording = Wording(CATALOGUES["en"])
    before = assessment_of(path)
    ids, chosen, rng = ids_of(before), set(), random.Random(7)
    page = open_page(f"{path.stem}.en.html")
    assert page.evaluate(READ) == expected(before, (), wording)
    for turn in range(24):
        number = rng.randrange(len(ids))
        one = ids[number]
        chosen = without(before, chosen, one) if one in chosen else completed(before, chosen | {one})
        boxes = page.locator("#what-if-measures input" if turn % 2 else ".measure .what-if-tick input")
        boxes.nth(number).evaluate("(one) => one.click()")
        assert page.evaluate(READ) == expected(before, chosen, wording)
        assert page.evaluate("location.hash") == (fragment(i for i in ids if i in chosen) if chosen else "")


def test_a_single_gate_can_be_assumed(open_page: Open) -> None:
    """At its finding, with the effect shown at once; what holds today is assumed not to hold."""
    path = ROOT / "configs/aurenberg-messsysteme.yaml"
    wording = Wording(CATALOGUES["en"])
    before = assessment_of(path)
    assert not before.plan.measures, "there is a what-if without any plan"
    page = open_page(f"{path.stem}.en.html")
    gates = ["X2-TER-1", "Y4-DEP-1"]
    for number, gate in enumerate(gates, 1):
        page.locator(f"[id='{gate}'] .what-if-tick input").evaluate("(one) => one.click()")
        assert page.evaluate(READ) == expected(before, (), wording, gates[:number])
        assert page.locator("#page-status.seen").is_visible()
        assert "Person-days" not in page.locator("#page-status").text_content()
    assert page.evaluate("location.hash") == fragment((), gates)
    assert page.locator("#what-if-assumed a").all_text_contents() == [
        wording.of(before.by_id[gate].criterion.short) for gate in gates
    ]
    page.locator(".what-if-reset").last.click()
    assert page.evaluate(READ) == expected(before, (), wording)
    assert page.locator("#what-if-assumed").is_hidden()


def test_what_comes_before_is_ticked_along_and_named(open_page: Open) -> None:
    path = ROOT / "configs/brackwell-instruments.yaml"
    before = assessment_of(path)
    ids = ids_of(before)
    number = next(n for n in reversed(range(len(ids))) if needed(before, n, set()))
    page = open_page(f"{path.stem}.en.html")
    boxes = page.locator("#what-if-measures input")
    boxes.nth(number).evaluate("(one) => one.click()")
    wanted = completed(before, [ids[number]])
    along = ", ".join(str(n + 1) for n in range(len(ids)) if ids[n] in wanted - {ids[number]})
    assert page.locator("#what-if-along").text_content() == (f"Also ticked, as they have to come first: {along}.")
    assert page.evaluate("location.hash") == fragment(i for i in ids if i in wanted)
    boxes.nth(needed(before, number, set())[0]).evaluate("(one) => one.click()")
    assert page.locator("#what-if-along").text_content().startswith("Also unticked")
    assert not boxes.nth(number).is_checked()


def test_an_answer_can_be_assumed_to_be_yes(open_page: Open) -> None:
    """Of a provisional report: the questions that decide stand in the panel and lift the lower end."""
    path = ROOT / "configs/calder-finch-water.yaml"
    wording = Wording(CATALOGUES["en"])
    before = assessment_of(path)
    page = open_page(f"{path.stem}.en.html")
    asked = page.locator("#what-if [data-gate] input")
    gates = page.locator("#what-if li[data-gate]").evaluate_all("(all) => all.map((one) => one.dataset.gate)")
    assert {before.by_id[gate].outcome for gate in gates} == {Outcome.UNKNOWN}
    for number in range(len(gates)):
        asked.nth(number).click()
        assert page.evaluate(READ) == expected(before, (), wording, gates[: number + 1])
    least = before.plan.effort_if_confirmed
    days = {name: wording.number(getattr(least, name)) for name in ("low", "high")}
    words = _left([days["low"], wording.number(least.expected), days["high"]], wording)
    assert least != before.plan.effort
    assert page.evaluate(READ)["effort"] == words, "what is needed only if the answer is no is no effort after a yes"


def test_a_step_back_takes_choices_back(open_page: Open) -> None:
    """Single ticks one after the other are one step; what takes all of them at once, and what follows a link, its own."""
    page = open_page("brackwell-instruments.en.html")
    seen = [page.evaluate(READ)]
    boxes = page.locator("#what-if-measures input")
    length = page.evaluate("history.length")
    for number in (0, 3, 5):
        boxes.nth(number).click()
    seen.append(page.evaluate(READ))
    assert page.evaluate("history.length") == length + 1, "a reader is not kept by every tick"
    page.locator("#what-if-all").click()
    seen.append(page.evaluate(READ))
    page.locator("#what-if .what-if-reset").click()
    seen.append(page.evaluate(READ))
    boxes.nth(2).evaluate("(one) => one.click()")
    seen.append(page.evaluate(READ))
    for wanted in reversed(seen[:-1]):
        page.go_back()
        assert page.evaluate(READ) == wanted
    assert not page.locator("#what-if-note").is_visible()
    for wanted in seen[1:]:
        page.go_forward()
        assert page.evaluate(READ) == wanted
    assert page.locator("#what-if-note").is_visible()


def test_nobody_takes_what_is_assumed_for_today(open_page: Open) -> None:
    page = open_page("brackwell-instruments.en.html")
    marks = page.locator("[data-mark=open]")
    assert [one.is_visible() for one in marks.all()] == [False, False]
    page.locator("#what-if-all").click()
    assert [one.is_visible() for one in marks.all()] == [True, True]
    assert page.locator(".mx-open-key").first.is_visible()
    page.evaluate("document.getElementById('method').scrollIntoView({ behavior: 'instant' })")
    box = page.locator("#what-if-note").bounding_box()
    assert 0 <= box["y"] < 200, "it stays in sight on the whole page"


class TestFragment:
    NAME = "brackwell-instruments.de.html"

    @pytest.fixture
    def ids(self) -> list[str]:
        return ids_of(assessment_of(ROOT / "configs/brackwell-instruments.yaml"))

    def ticked(self, page: Any) -> list[str]:
        script = """() => [...document.querySelectorAll("details.measure:has(.what-if-tick)")].filter((one) =>
          one.querySelector(".what-if-tick input").checked).map((one) => one.id)"""
        return list(page.evaluate(script))

    def test_a_shared_link_restores_the_choice(self, ids: list[str], open_page: Open) -> None:
        chosen = [ids[0], ids[3], ids[5]]
        page = open_page(self.NAME, fragment(reversed(chosen)))
        assert self.ticked(page) == chosen
        assert page.locator("#what-if-note").is_visible()
        assert "3 von 15" in page.locator("#page-status").text_content()
        page.reload()
        assert self.ticked(page) == chosen

    def test_reset_leaves_nothing_behind(self, ids: list[str], open_page: Open) -> None:
        page = open_page(self.NAME)
        blank = page.evaluate(READ)
        page.evaluate(FOLLOW, [fragment(ids[:4])])
        page.locator("#what-if-note button").click()
        assert page.evaluate(READ) == blank
        assert page.evaluate("location.href.includes('#')") is False
        assert not page.locator("#what-if-note").is_visible()
        assert page.evaluate("document.activeElement.id") == "what-if-copy"

    def test_what_the_plan_does_not_have_is_told(self, ids: list[str], open_page: Open) -> None:
        page = open_page(self.NAME, fragment([ids[1], "M-NO-SUCH", "%E0%A4%A"]))
        assert self.ticked(page) == [ids[1]]
        assert "gibt es in diesem Bericht nicht" in page.locator("#page-status").text_content()
        assert "M-NO-SUCH" not in page.locator("body").inner_text(), "a link cannot put words into the page"

    def test_other_links_of_the_page_leave_the_choice_alone(self, ids: list[str], open_page: Open) -> None:
        page = open_page(self.NAME, fragment(ids[:2]))
        page.locator("nav.contents a").nth(4).click()
        assert self.ticked(page) == ids[:2]
        page.go_back()
        assert self.ticked(page) == ids[:2]
        assert page.evaluate("location.hash") == fragment(ids[:2])

    def test_the_other_language_takes_the_choice_along(self, ids: list[str], open_page: Open) -> None:
        page = open_page(self.NAME, fragment(ids[:2]))
        page.locator("a[hreflang=en]").first.click()
        page.wait_for_url("**/*.en.html*")
        assert self.ticked(page) == ids[:2]

    def test_the_link_can_be_copied(self, ids: list[str], open_page: Open) -> None:
        page = open_page(self.NAME, fragment(ids[:2]), permissions=["clipboard-read", "clipboard-write"])
        page.locator("#what-if-copy").click()
        page.wait_for_selector("#page-status.seen")
        assert page.evaluate("navigator.clipboard.readText()") == page.url
