"""A reading of claims that knows nothing of the program's: it looks at the result document alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

SIGNS = {">=": int.__ge__, "<=": int.__le__, "==": int.__eq__}
OPEN = ("not_met", "unknown")
ENDS = ("low", "expected", "high")


class Reading:
    """What a result document says of claims."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.outcomes = {finding["criterion"]: finding["outcome"] for finding in document["findings"]}
        self.gates = {f["criterion"]: f for f in document["findings"] if f["kind"] == "gate"}
        self.axes = {axis["id"]: axis for axis in document["axes"]}
        x, y = document["axes"]
        self.cells = [
            (i, j) for i in range(x["proven"], x["possible"] + 1) for j in range(y["proven"], y["possible"] + 1)
        ]
        self.remarks = {remark["id"] for remark in document["result"]["remarks"]}
        self.facts = document["result"]["facts"]
        self.problems = {problem["about"] for problem in document["problems"]}
        self.one_voice = document["result"]["certainty"]["one_voice"]
        self.told = set(document["result"]["certainty"]["by_basis"]) == {"told"}
        self.firm = document["result"]["firm"]
        self.at_target = document["target"]["stated"] and document["target"]["cell"] == document["result"]["cell"]
        self.figures = dict(figures_of(document))
        self.states = dict(states_of(document))

    def holds(self, claim: str) -> bool:
        return any(self.asserted(part.split()) for part in claim.split(" or "))

    def asserted(self, words: list[str]) -> bool:
        mood = words.pop(0) if words[0] in ("not", "open") else ""
        if len(words) == 1 and words[0] in self.outcomes:
            return self.outcomes[words[0]] == {"": "met", "not": "not_met", "open": "unknown"}[mood]
        subject = " ".join(words)
        if subject in self.states:
            return self.states[subject] == (mood == "")
        if len(words) > 2 and words[-2] in SIGNS and " ".join(words[:-2]) in self.figures:
            found = self.figures[" ".join(words[:-2])]
            return str(found) == words[-1] if words[-2] == "==" else SIGNS[words[-2]](int(found), int(words[-1]))
        values = self.possible_values(words)
        return len(values) == 2 if mood == "open" else values == {mood == ""}

    def possible_values(self, words: list[str]) -> set[bool]:
        match words:
            case [axis, sign, number] if sign in SIGNS:
                stages = range(self.axes[axis]["proven"], self.axes[axis]["possible"] + 1)
                return {SIGNS[sign](stage, int(number)) for stage in stages}
            case [axis, state] if axis in self.axes:
                return {self.state(axis, state)}
            case ["position", side]:
                return {side == ("on" if i == j else "above" if j > i else "below") for i, j in self.cells}
            case ["remark", remark]:
                return {remark in self.remarks}
            case ["target", "reached"] | ["result", "firm" | "told" | "one_voice"]:
                found = {"reached": self.at_target, "firm": self.firm, "told": self.told, "one_voice": self.one_voice}
                return {found[words[1]]}
            case ["problem", kind]:
                value = True if kind in self.problems else None
            case ["fact", fact]:
                value = self.facts[fact]
            case _:
                raise AssertionError(words)
        return {True, False} if value is None else {value}

    def state(self, axis_id: str, state: str) -> bool:
        axis = self.axes[axis_id]
        held = [self.outcomes[one] for one in (axis["held_back"] or {"missing": []})["missing"]]
        told = [f for f in self.gates.values() if f["axis"] == axis_id and f["stage"] > 1]
        return {
            "firm": axis["proven"] == axis["possible"],
            "untold": all(f["outcome"] in ("unknown", "not_applicable") for f in told),
            "lacking": set(held) == {"not_met"},
            "waiting": set(held) == {"unknown"},
            "held": bool(held),
        }[state]


def figures_of(document: dict[str, Any]) -> Iterator[tuple[str, int | str]]:
    """Every figure that a claim may name, counted anew."""
    gates = [f for f in document["findings"] if f["kind"] == "gate" and f["stage"] > 1]
    gates = [f for f in gates if f["outcome"] != "not_applicable"]
    axes, plan, target = document["axes"], document["plan"], document["target"]["cell"]
    yield "gates", len(gates)
    for outcome in ("met", *OPEN):
        yield f"gates {outcome}", sum(f["outcome"] == outcome for f in gates)
    yield "gates answered", sum(f["outcome"] != "unknown" for f in gates)
    yield "gates shown", sum(f["outcome"] == "met" and any(one["evidence"] for one in f["facts"]) for f in gates)
    ways: dict[str, list[str]] = {"target": [], "gates above": [], "gates deciding": []}
    for axis in axes:
        here = [f for f in gates if f["axis"] == axis["id"]]
        for stage in axis["stages"]:
            outcomes = [f["outcome"] for f in here if f["stage"] == stage["number"]]
            yield from counted(f"{axis['id']} {stage['number']}", outcomes)
            if stage["number"] == axis["proven"] + 1:
                ways["gates above"] += outcomes
            if axis["proven"] < stage["number"] <= axis["possible"]:
                ways["gates deciding"] += [one for one in outcomes if one == "unknown"]
        wanted = target[axis["id"]]["stage"]
        outcomes = [f["outcome"] for f in here if axis["proven"] < f["stage"] <= wanted]
        ways["target"] += outcomes
        yield from counted(f"{axis['id']} target", outcomes)
        yield f"target {axis['id']}", wanted
        yield f"attainable {axis['id']}", document["target"]["attainable"][axis["id"]]["stage"]
        yield f"plan {axis['id']}", plan["cell"][axis["id"]]["stage"]
        if plan["outlook"]:
            yield f"outlook {axis['id']}", plan["outlook"]["cell"][axis["id"]]["stage"]
    outcome_of = {f["criterion"]: f["outcome"] for f in document["findings"]}
    ways["path"] = [outcome_of[one] for step in document["path"] for one in step["open"]]
    yield "gates deciding", len(ways.pop("gates deciding"))
    for name, outcomes in ways.items():
        yield from counted(name, outcomes)
    yield from figures_of_plan(document)
    yield from figures_of_course(document)


Range = tuple[float, float]


def figures_of_course(document: dict[str, Any]) -> Iterator[tuple[str, int | str]]:
    """Where both axes stood and stand, and what of that is certain whatever was or is open."""
    here = list(document["axes"])
    versions = {one["model_version"] for one in document["earlier"]} | {document["model"]["version"]}
    stages: dict[str, list[Range]] = {axis["id"]: [] for axis in here}
    for one in document["earlier"]:
        for axis in here:
            ends = one["coordinates"][axis["id"]]
            stages[axis["id"]].append((int(ends["low"]), int(ends["high"])))
    for axis in here:
        name, now = axis["id"], (axis["proven"], axis["possible"])
        yield f"stage {name}", shown(now)
        for place, one in enumerate(document["earlier"]):
            then, day = stages[name][place], one["date"]
            yield f"stage {name} {day}", shown(then)
            yield f"moved {name} {day}", way(then, now) if len(versions) == 1 else "apart"
            places = [tuple(ends[name][end] for end in ("low", "high")) for ends in (one["coordinates"],)]
            same = one["model_version"] == document["model"]["version"]
            found = way(places[0], (axis["coordinate"]["low"], axis["coordinate"]["high"]))
            yield f"coordinate {name} {day}", found if same else "apart"
            sides = stages[name][:place], [*stages[name][place + 1 :], now]
            yield f"turned {name} {day} down", str(all(any(low > then[1] for low, _ in side) for side in sides))
            yield f"turned {name} {day} up", str(all(any(high < then[0] for _, high in side) for side in sides))
    for place, one in enumerate(document["earlier"]):
        ends = [(stages[axis["id"]][place], (axis["proven"], axis["possible"])) for axis in here]
        for word, sign in (("gained", 1), ("lost", -1)):
            amounts = [sorted(sign * (b - a) for a in then for b in now) for then, now in ends]
            yield f"{word} {one['date']} least", int(sum(max(amount[0], 0) for amount in amounts))
            yield f"{word} {one['date']} most", int(sum(max(amount[-1], 0) for amount in amounts))


def shown(ends: Range) -> str:
    return str(ends[0]) if ends[0] == ends[1] else f"{ends[0]}–{ends[1]}"


def way(then: Range, now: Range) -> str:
    """By trying every pair of ends: what all of them say is certain."""
    signs = {(b > a + 0.005) - (b < a - 0.005) for a in then for b in now}
    if len(signs) == 1:
        return {1: "up", -1: "down", 0: "same"}[signs.pop()]
    return "open.up" if -1 not in signs else "open.down" if 1 not in signs else "open.both"


def counted(name: str, outcomes: list[str]) -> Iterator[tuple[str, int]]:
    yield f"{name} open", sum(one in OPEN for one in outcomes)
    yield f"{name} unknown", sum(one == "unknown" for one in outcomes)
    yield f"{name} missing", sum(one in OPEN and one != "unknown" for one in outcomes)


def figures_of_plan(document: dict[str, Any]) -> Iterator[tuple[str, int | str]]:
    plan = document["plan"]
    measures = [measure for step in plan["steps"] for measure in step["measures"]]
    yield "plan measures", len(measures)
    yield "plan steps", len(plan["steps"])
    yield "plan conditional", sum(bool(measure["if_no"]) for measure in measures)
    yield "relief measures", len(plan["relief"])
    yield "path steps", len(document["path"])
    yield "path axes", len({step["axis"] for step in document["path"]})
    totals = {"plan": plan["effort"], "best": plan["effort_if_confirmed"], "relief": plan["relief_effort"]}
    totals["step"] = next((step["effort"] for step in plan["steps"] if step["measures"]), plan["effort"])
    if plan["outlook"]:
        totals["outlook"] = plan["outlook"]["effort"]
        yield "outlook measures", plan["outlook"]["measures"]
    yield from ((f"{name} {end}", total[end]) for name, total in totals.items() for end in ENDS)
    yield "cautions", len({(one["axis"]) for one in plan["reasons_against"]})
    fragile = document["sensitivity"]["fragile"]
    yield "fragile", len(fragile)
    yield "fragile bare", sum(not one["evidence"] for one in fragile)
    yield "questions", sum(one["narrowing"] > 0 for one in document["questions"])
    yield "upkeep", len(plan["upkeep"])
    yield "upkeep past", sum(one["due"] < document["date"] for one in plan["upkeep"])
    yield "upkeep first", plan["upkeep"][0]["due"] if plan["upkeep"] else ""
    yield "wanted", document["target"]["by"] or ""
    numbers = document["numbers"]
    yield "clashes", len(document["contradictions"]) + (len(numbers["contradictions"]) if numbers else 0)
    schedule = plan["schedule"] or {"end": "", "capacity": "", "deadline": None, "early_end": "", "late_end": ""}
    yield "schedule end", schedule["end"]
    yield "schedule early", schedule["early_end"]
    yield "schedule late", schedule["late_end"]
    yield "schedule start", schedule.get("start", "")
    if plan["schedule"]:
        until = (date.fromisoformat(schedule["start"]) + timedelta(days=90)).isoformat()
        slots = [one["slot"] for one in measures or plan["relief"] if one["slot"]]
        done = sum(slot["last_day"] <= until for slot in slots if slot["first_day"] < until)
        yield "begins until", until
        yield "done in time", done
        yield "begun in time", sum(slot["first_day"] < until for slot in slots) - done
    yield "schedule capacity", schedule["capacity"]
    by = document["target"]["by"] if plan["schedule"] and reaches(document) else None
    ends = {name: schedule[end] for name, end in (("days", "end"), ("worst days", "late_end"))}
    late = {name: (date.fromisoformat(end) - date.fromisoformat(by)).days for name, end in ends.items() if by}
    in_time = "in_time" if late and late["worst days"] <= 0 else "in_time_at_likely_effort"
    yield "deadline", "" if not late else "late" if late["days"] > 0 else in_time
    yield from ((f"deadline {name}", late.get(name, "")) for name in ends)
    yield "narrowing most", max((round(one["narrowing"] * 2) for one in document["questions"]), default=0)


def reaches(document: dict[str, Any]) -> bool:
    """Whether the plan leads to the target, by the cells that the document names: what it says of it is not asked."""
    end, wanted = document["plan"]["cell"], document["target"]["cell"]
    return all(end[axis["id"]]["stage"] >= wanted[axis["id"]]["stage"] for axis in document["axes"])


def states_of(document: dict[str, Any]) -> Iterator[tuple[str, bool]]:
    """Every state of target and plan that a claim may name."""
    target, plan, axes = document["target"], document["plan"], document["axes"]
    yield "target stated", target["stated"]
    yield "target hold", target["reason"] == "hold"
    stages = [(target["cell"][a["id"]]["stage"], target["attainable"][a["id"]]["stage"]) for a in axes]
    yield "target blocked", any(attainable < wanted for wanted, attainable in stages)
    yield "target top", all(axis["proven"] == len(axis["stages"]) for axis in axes)
    yield from ((f"target top {axis['id']}", axis["proven"] == len(axis["stages"])) for axis in axes)
    yield "plan reached", reaches(document)
    yield "plan dated", plan["schedule"] is not None
    yield from ((f"first {kind}", plan["first"]["kind"] == kind) for kind in ("question", "upkeep"))
    every = [*(measure for step in plan["steps"] for measure in step["measures"]), *plan["relief"]]
    yield from ((f"sure {measure['id']}", not measure["if_no"]) for measure in every)
