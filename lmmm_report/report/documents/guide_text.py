"""The guide for interviews as plain text and as Markdown. What a profile says is nothing but a text in both."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from lmmm_report.report.documents.plain_line import code, markdown
from lmmm_report.report.documents.result_text import WIDTH
from lmmm_report.report.views.guide import AskView, GuideView, PersonView, PointView, ShowView
from lmmm_report.report.words.wording import Wording

ROOM = 3
"""Empty lines that an answer has."""


def render_guide_text(v: GuideView, w: Wording) -> str:
    """The guide for a terminal or a mail."""
    return "\n".join(_text(v, w)).rstrip() + "\n"


def _text(v: GuideView, w: Wording) -> Iterator[str]:
    yield v.title
    for company in v.companies:
        yield ""
        yield f"{company.name} · {company.file} · {company.date}"
        yield from _wrapped(f"{company.headline} {company.text}")
        for said in company.told:
            yield from _wrapped(said)
        if company.points:
            yield ""
            yield f"{w.say('guide.points')}:"
            for point in company.points:
                yield from _wrapped(_point(point, w), "  - ", "    ")
    for person in v.persons:
        yield ""
        head = _head(person)
        yield head
        yield "=" * min(len(head), WIDTH)
        if person.asks:
            yield from _wrapped(person.tally)
        if person.names:
            yield from _wrapped(w.say("guide.names", names="; ".join(person.names)))
        for said in filter(None, (person.note, person.voice)):
            yield from _wrapped(said)
        for ask in person.asks:
            yield ""
            yield from _ask_text(ask, w, several=v.several)
        if person.shows:
            yield ""
            yield w.say("guide.show")
            for show in person.shows:
                yield from _wrapped(_show(show, several=v.several), "  - ", "    ")


def _head(person: PersonView) -> str:
    return f"{person.role} · {person.company}" if person.company else person.role


def _ask_text(ask: AskView, w: Wording, *, several: bool) -> Iterator[str]:
    yield from _wrapped(f"{ask.question} ({ask.id})", f"{ask.number:>3}  ", "     ")
    about = f"{ask.company}. " if several else ""
    yield from _wrapped(f"{about}{' '.join(ask.matters)}", "     ")
    for label, text in _parts(ask, w):
        yield from _wrapped(f"{label}: {text}", "     ", "       ")
    places = "; ".join(f"{', '.join(place.paths)} ({place.said})" for place in ask.places)
    yield from _wrapped(f"{w.say('guide.goes')}: {places}{' ' + ask.more_places if ask.more_places else ''}", "     ")
    yield from (f"       | {line}" for line in ask.sketch.splitlines())


def _point(point: PointView, w: Wording) -> str:
    """What the profile notes as open, with who would know."""
    more = [part for part in (point.state, w.say("guide.point.ask", who=point.ask) if point.ask else "") if part]
    return f"{point.question} ({'; '.join(more)})" if more else point.question


def _parts(ask: AskView, w: Wording) -> Iterator[tuple[str, str]]:
    """What helps to ask and to judge an answer, each with its label."""
    if ask.known:
        yield w.say("guide.known"), "; ".join(ask.known)
    if ask.open:
        yield w.say("guide.still_open"), ask.open
    if ask.heard:
        yield w.say("guide.so_far"), ask.heard
    if ask.also:
        yield w.say("guide.also.label"), ask.also
    yield w.say("guide.why"), ask.why
    if ask.enough:
        yield w.say("guide.enough"), w.say("question.quoted", text=ask.enough)
    if ask.not_enough:
        yield w.say("guide.not_enough"), _miss(ask, w)
    if ask.evidence:
        yield w.say("guide.evidence"), ask.evidence


def _miss(ask: AskView, w: Wording) -> str:
    quoted = w.say("question.quoted", text=ask.not_enough)
    return f"{quoted} ({ask.reason})" if ask.reason else quoted


def _show(show: ShowView, *, several: bool) -> str:
    about = f"{show.company}: " if several else ""
    where = f"{show.id}, {show.lines}" if show.lines else show.id
    return f"{about}{show.text} ({where}) {show.evidence}".rstrip()


def _wrapped(text: str, indent: str = "", more: str | None = None) -> list[str]:
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent if more is None else more,
        break_on_hyphens=False,
        break_long_words=False,
    )


def render_guide_markdown(v: GuideView, w: Wording) -> str:
    """The guide to be filled in, in an issue tracker or an editor."""
    return "\n".join(_markdown(v, w)).rstrip() + "\n"


def _markdown(v: GuideView, w: Wording) -> Iterator[str]:
    yield f"# {w.say('guide.head')}: " + ", ".join(markdown(company.name) for company in v.companies)
    if v.intro:
        yield from ("", markdown(v.intro))
    for company in v.companies:
        yield ""
        yield (
            f"- {markdown(company.name)} ({code(company.file)}, {company.date}): **{markdown(company.headline)}** "
            + (markdown(company.text))
        )
        yield from (f"- {markdown(said)}" for said in company.told)
        if company.points:
            yield ""
            yield f"**{markdown(w.say('guide.points'))}:**"
            yield ""
            yield from (f"- [ ] {markdown(_point(point, w))}" for point in company.points)
    for person in v.persons:
        yield ""
        yield f"## {markdown(person.role)}" + (f" · {markdown(person.company)}" if person.company else "")
        if person.asks:
            yield from ("", markdown(person.tally))
        if person.names:
            yield from ("", markdown(w.say("guide.names", names="; ".join(person.names))))
        for said in filter(None, (person.note, person.voice)):
            yield from ("", markdown(said))
        for ask in person.asks:
            yield ""
            yield from _ask_markdown(ask, v, w)
        if person.shows:
            yield from ("", f"### {markdown(w.say('guide.show'))}", "")
            for show in person.shows:
                about = f"{markdown(show.company)}: " if v.several else ""
                where = ", ".join(part for part in (code(show.id), show.lines) if part)
                yield f"- [ ] {about}{markdown(show.text)} ({where}) {markdown(show.evidence)}".rstrip()


def _ask_markdown(ask: AskView, v: GuideView, w: Wording) -> Iterator[str]:
    yield f"### {ask.number}. {markdown(ask.question)}"
    yield ""
    about = f"{markdown(ask.company)}. " if v.several else ""
    # No line begins with what a company is called: a slash there would be a command to some code hosts.
    yield f"**{markdown(ask.weight_said)}** ({code(ask.id)}). {about}{markdown(' '.join(ask.matters))}"
    yield ""
    yield from (f"- {markdown(label)}: {markdown(text)}" for label, text in _parts(ask, w))
    places = "; ".join(f"{', '.join(map(code, place.paths))} ({markdown(place.said)})" for place in ask.places)
    more = f" {markdown(ask.more_places)}" if ask.more_places else ""
    yield f"- {markdown(w.say('guide.goes'))}: {places}{more}"
    if ask.sketch:
        yield from ("", "```yaml", ask.sketch, "```")
    yield ""
    yield f"**{markdown(w.say('guide.answer'))}:**"
    yield from ("", *["> "] * ROOM)
    yield from ("", " ".join(f"☐ {markdown(one)}" for one in v.basis), "")
    yield f"{markdown(w.say('guide.said_by'))}: "
