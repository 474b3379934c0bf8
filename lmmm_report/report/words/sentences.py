"""Chosen sentences as a text in one language. Everything it takes beside them are the words of the model itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from lmmm_report.domain.assessment import Assessment, AxisResult
from lmmm_report.domain.model import Model
from lmmm_report.domain.sentence import AXIS_LISTS, Counted, Said, Voice
from lmmm_report.report.words.assessed import behind_a_preposition, spoken_of

NAMED = 4
"""Entries of a list that are named; where there are more, the last ones are counted."""
_QUOTED: Mapping[str, str] = {"de": "„{}“", "fr": "« {} »"}
_ENDS = (".", "!", "?", "…")
_BEGINNINGS = (",", ";", ":", ".")


def headline_in(language: str, a: Assessment) -> str:
    """The sentence over the whole result."""
    if a.spoken.headline:
        return _text(a.spoken.headline, a, language)
    plain = a.cell.headline.get(language, "")
    return (
        plain.format(company=behind_a_preposition(a.profile.company, None))
        if plain and _certain(a)
        else _place(a, language)
    )


def diagnosis_in(language: str, a: Assessment) -> str:
    """What holds, what is missing and what is open."""
    if a.spoken.diagnosis:
        return _text(a.spoken.diagnosis, a, language)
    return a.cell.diagnosis[language] if _certain(a) and a.model.voice is None else _place(a, language)


def standfirst_in(language: str, a: Assessment) -> str:
    """The first sentence of the diagnosis: what holds; empty where it would say the headline again."""
    return _text(a.spoken.diagnosis[:1], a, language) if a.spoken.diagnosis else ""


def region_in(language: str, a: Assessment) -> str:
    """What it means to be on, above or below the line; empty where nothing can be said."""
    if a.model.voice is not None:
        return _text(a.spoken.region, a, language)
    return a.model.region_texts[a.position.side.value][language] if len(a.positions) == 1 else ""


def intersection_in(language: str, a: Assessment) -> str:
    """What the model describes at the point of the line where the company stands; empty off the line."""
    if a.model.voice is not None:
        return _text(a.spoken.intersection, a, language)
    if a.position.distance or not _certain(a):
        return ""
    return a.model.intersections[a.cell.stages[0] - 1][language]


def _certain(a: Assessment) -> bool:
    """Whether a text about the cell as a whole claims no more than is known."""
    return a.firm and all(axis.held_back is None for axis in a.axes)


def _place(a: Assessment, language: str) -> str:
    """Where the company stands or may stand, in the names of the stages and no more."""
    places = "; ".join(f"{axis.axis.name[language]}: {_range(axis, language)}" for axis in a.axes)
    return f"{a.profile.company.label} – {places}."


def _range(result: AxisResult, language: str) -> str:
    lowest = result.stage.stage.name[language]
    return lowest if result.firm else f"{lowest} … {result.axis.stage(result.possible).name[language]}"


def _text(said: Sequence[Said], a: Assessment, language: str) -> str:
    text = ""
    for one in said:
        part = _filled(one, a, language)
        if text and not part.startswith(_BEGINNINGS):
            text += " "
        text += part
    return text + "." if text and not text.endswith(_ENDS) else text


def _filled(said: Said, a: Assessment, language: str) -> str:
    company = a.profile.company
    words = spoken_of(said.sentence.text[language], unit=bool(company.unit))
    if "{" not in words:
        return words
    voice = a.model.voice
    assert voice is not None
    values = {"company": behind_a_preposition(company, voice.articles.get(language))}
    own = [axis for axis in a.axes if axis.axis.id == said.sentence.axis]
    values["answers"] = _count(voice.counted["answers"], sum(map(_open, own or a.axes)), voice, language)
    for axis in own:
        values |= _axis_words(axis, voice, language)
    for name in AXIS_LISTS:
        values[name] = _listed(said.lists.get(name, ()), a.model, voice, language)
    return words.format_map(values)


def _open(axis: AxisResult) -> int:
    """How many gates of the next stage are open."""
    following = axis.stages[axis.proven].gates if axis.proven < len(axis.stages) else ()
    return sum(1 for finding in following if finding.outcome.value == "unknown")


def _axis_words(result: AxisResult, voice: Voice, language: str) -> Mapping[str, str]:
    stages = result.axis.stages
    held = result.held_back
    missing = held.missing if held is not None else ()
    lower = dict.fromkeys(result.axis.stage(f.criterion.stage).name[language] for f in missing)
    return {
        "stage": _quoted(result.stage.stage.name[language], language),
        "next": _quoted(stages[min(result.proven, len(stages) - 1)].name[language], language),
        "held": _quoted(held.stage.name[language], language) if held is not None else "",
        "lower": _joined([_quoted(name, language) for name in lower], voice, language),
        "conditions": _count(voice.counted["conditions"], len(missing), voice, language),
    }


def _quoted(name: str, language: str) -> str:
    return _QUOTED.get(language, "“{}”").format(name)


def _count(counted: Counted, count: int, voice: Voice, language: str) -> str:
    numbers = voice.numbers[language].split()
    number = numbers[count - 1] if 0 < count <= len(numbers) else str(count)
    return (counted.one if count == 1 else counted.other)[language].format(count=number)


def _listed(ids: Sequence[str], model: Model, voice: Voice, language: str) -> str:
    """The first of what gates ask for by its name, the rest by its number: never a single one that is only counted."""
    named = ids if len(ids) <= NAMED else ids[: NAMED - 1]
    items = [_thing(criterion_id, model, voice, language) for criterion_id in named]
    if len(ids) > len(named):
        items.append(_count(voice.counted["more"], len(ids) - len(named), voice, language))
    return _joined(items, voice, language)


def _thing(criterion_id: str, model: Model, voice: Voice, language: str) -> str:
    """What a gate asks for; where the model has no short name for it, the sentence that says it is met."""
    thing = voice.things.get(criterion_id)
    return thing[language] if thing is not None else model.criterion(criterion_id).met[language].rstrip(".")


def _joined(items: Iterable[str], voice: Voice, language: str) -> str:
    """A list in a sentence; with semicolons where an entry has an "and" or a comma of its own."""
    conjunction = voice.conjunction[language]
    *first, last = list(items) or [""]
    if first and any(f" {conjunction} " in item or "," in item for item in (*first, last)):
        return f"{'; '.join(first)}; {conjunction} {last}"
    return f"{', '.join(first)} {conjunction} {last}" if first else last
