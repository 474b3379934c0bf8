"""What the page says of a choice of measures is what the program says when it carries them out and assesses again."""

from __future__ import annotations

import random
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from lmmm_report.assess.assessment import assess
from lmmm_report.assess.effects import carry_out
from lmmm_report.assess.plan.totals import total_of
from lmmm_report.assess.result.coordinates import judge
from lmmm_report.assess.result.gap import gap_to_target
from lmmm_report.domain.assessment import Assessment, Finding, Outcome
from lmmm_report.domain.model import Kind
from lmmm_report.domain.plan import Fitting
from lmmm_report.domain.profile import Target
from lmmm_report.load.catalogue import load_catalogues
from lmmm_report.load.model.model import load_model
from lmmm_report.load.profile.profile import load_profile
from lmmm_report.report.pictures.matrix import point
from lmmm_report.report.words.wording import Wording
from tests.browser.conftest import ROOT, Open
from tests.builders import replace

MODEL = load_model()
CATALOGUES = load_catalogues()
CONFIGS = sorted((ROOT / "configs").glob("*.yaml"))
CHOICES = 60
"""Random choices for each profile, in this many steps of one page."""
GATES = [c.id for c in MODEL.criteria if c.kind is Kind.GATE and c.stage > 1]

READ = """() => {
  const text = (id) => document.getElementById(id).textContent;
  const read = (key) => document.querySelector(`.what-if-result [data-what-if=${key}]`).textContent;
  const svg = document.getElementById("matrix-picture");
  const moved = svg.classList.contains("moved");
  const layer = moved ? document.getElementById("what-if-layer") : svg;
  const number = (selector, name) => Number(layer.querySelector(`:scope > ${selector}`)?.getAttribute(name));
  return {
    stages: [0, 1].map((axis) => text(`what-if-stage-${axis}`)),
    coordinates: [0, 1].map((axis) => text(`what-if-coordinate-${axis}`)),
    open: read("open"),
    effort: document.querySelector(".what-if-result [data-what-if=effort]")?.textContent ?? null,
    assumed: [...document.querySelectorAll(".finding .what-if-tick input")].filter((one) => one.checked).length,
    ticked: [...document.querySelectorAll("#what-if-measures input")].filter((one) => one.checked).length,
    beside: [...document.querySelectorAll(".measure .what-if-tick input")].filter((one) => one.checked).length,
    marker: [number(".marker", "cx"), number(".marker", "cy")],
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


def expected(
    before: Assessment, chosen: Iterable[str], wording: Wording, assumed: Iterable[str] = ()
) -> dict[str, Any]:
    """What the page has to show, from the assessment of the profile after the chosen measures."""
    wanted = set(chosen)
    planned = before.plan.measures
    after = assess(
        carry_out(before.profile, [p.measure for p in planned if p.measure.id in wanted], MODEL).profile, MODEL
    )
    gates = set(assumed)
    axes = judge(assuming(after.findings, before, gates), MODEL)
    wanted = {axis.id: axis.stage(number).id for axis, number in zip(MODEL.axes, before.gap.target, strict=True)}
    gap = gap_to_target(Target(stages=wanted), axes, MODEL, Fitting((), (), {}, {}))
    left = total_of(p.effort for p in planned if p.measure.id not in set(chosen))
    low, likely, high = (wording.number(days) for days in (left.low, left.expected, left.high))
    place = point(axes[0].coordinate.low, axes[1].coordinate.low, len(MODEL.axes[0].stages))
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
        "effort": wording.say("page.days", low=low, likely=likely, high=high) if planned else None,
        "assumed": len(gates),
        "ticked": len(wanted),
        "beside": len(wanted),
        "marker": [place.x, place.y],
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
    before = assess(load_profile(path), MODEL)
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
    before = assess(load_profile(path), MODEL)
    ids, chosen, rng = ids_of(before), set(), random.Random(7)
    page = open_page(f"{path.stem}.en.html")
    assert page.evaluate(READ) == expected(before, (), wording)
    for turn in range(24):
        number = rng.randrange(len(ids))
        chosen ^= {ids[number]}
        boxes = page.locator("#what-if-measures input" if turn % 2 else ".measure .what-if-tick input")
        boxes.nth(number).click()
        assert page.evaluate(READ) == expected(before, chosen, wording)
        assert page.evaluate("location.hash") == (fragment(i for i in ids if i in chosen) if chosen else "")


def test_a_single_gate_can_be_assumed(open_page: Open) -> None:
    """At its finding, with the effect shown at once; what holds today is assumed not to hold."""
    path = ROOT / "configs/aurenberg-messsysteme.yaml"
    wording = Wording(CATALOGUES["en"])
    before = assess(load_profile(path), MODEL)
    assert not before.plan.measures, "there is a what-if without any plan"
    page = open_page(f"{path.stem}.en.html")
    gates = ["X2-TER-1", "Y4-DEP-1"]
    for number, gate in enumerate(gates, 1):
        page.locator(f"[id='{gate}'] .what-if-tick input").click()
        assert page.evaluate(READ) == expected(before, (), wording, gates[:number])
        assert page.locator("#page-status.seen").is_visible()
        assert "Person-days" not in page.locator("#page-status").text_content()
    assert page.evaluate("location.hash") == fragment((), gates)
    assert page.locator("#what-if-assumed a").all_text_contents() == gates
    page.locator(".what-if-reset").last.click()
    assert page.evaluate(READ) == expected(before, (), wording)
    assert page.locator("#what-if-assumed").is_hidden()


def test_the_picture_follows_the_cell(open_page: Open) -> None:
    page = open_page("brackwell-instruments.en.html", reduced_motion="reduce")
    marks = """() => ["here", "possible", "range", "marker-high"].map((name) => {
      const one = document.querySelector(`#what-if-layer > .${name}`); return one.getBBox().width > 0; })"""
    page.locator("#what-if-all").click()
    before = assess(load_profile(ROOT / "configs/brackwell-instruments.yaml"), MODEL)
    after = assess(carry_out(before.profile, [p.measure for p in before.plan.measures], MODEL).profile, MODEL)
    here, possible, spread, end = page.evaluate(marks)
    assert here
    assert possible == (not after.firm)
    assert spread == end == any(axis.coordinate.width for axis in after.axes)
    box = page.locator("#what-if-layer > .here").bounding_box()
    marker = page.locator("#what-if-layer > .marker").bounding_box()
    assert box["x"] < marker["x"] < box["x"] + box["width"]
    assert box["y"] < marker["y"] < box["y"] + box["height"]


class TestFragment:
    NAME = "brackwell-instruments.de.html"

    @pytest.fixture
    def ids(self) -> list[str]:
        return ids_of(assess(load_profile(ROOT / "configs/brackwell-instruments.yaml"), MODEL))

    def ticked(self, page: Any) -> list[str]:
        script = """() => [...document.querySelectorAll("article.measure")].filter((one) =>
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
