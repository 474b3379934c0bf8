"""The times of a plan in one language: its dates, how they compare with the day that is wanted, its chart."""

from lmmm_report.domain.assessment import Assessment
from lmmm_report.domain.plan import Punctuality, Schedule, Slot
from lmmm_report.report.pictures.chart import Chart, chart_of
from lmmm_report.report.views.ahead import short_words
from lmmm_report.report.words.plans import late_words
from lmmm_report.report.words.times import spoken_time
from lmmm_report.report.words.wording import Claiming, Wording


class TimesPrinter:
    """What is said of one plan's times; ``voice`` takes down what that claims."""

    def __init__(self, assessment: Assessment, wording: Wording, voice: Claiming) -> None:
        self.a = assessment
        self.w = wording
        self.voice = voice

    def strip(self, slot: Slot) -> tuple[float, float]:
        """Begin and length of a measure in percent of the whole time; the plan has dates."""
        schedule = self.a.plan.schedule
        assert schedule is not None
        week = 100 / max(schedule.weeks, 1)
        return round(slot.week * week, 2), round(max(slot.weeks * week, 0.5), 2)

    def slack(self, slot: Slot | None) -> str:
        """By how much a measure can be late; empty where it cannot, and without dates."""
        if slot is None or slot.critical:
            return ""
        return self.w.say("plan.slack.begun" if slot.begun else "plan.slack", count=slot.slack)

    def late_end(self, slot: Slot | None) -> str:
        """When a measure ends with high efforts, if that is later."""
        if slot is None or slot.late_last_day <= slot.last_day:
            return ""
        return self.w.say("plan.late_end", date=self.w.date(slot.late_last_day))

    def undated(self) -> str:
        """What the profile lacks for dates: a capacity alone lets nothing begin."""
        frame = self.a.profile.plan
        if frame is None:
            return self.voice.say("plan.no_dates")
        return self.voice.say("plan.no_dates.start", capacity=self.w.days(frame.capacity))

    def dates(self, schedule: Schedule | None) -> str:
        """Begin, end and capacity, or what is missing for dates; empty where nothing is planned."""
        if schedule is None:
            return self.undated() if self.a.plan.measures else ""
        w = self.voice
        dates = w.say(
            "plan.schedule",
            start=w.date(schedule.start),
            first=schedule.start.isoformat(),
            end=w.date(schedule.end),
            last=schedule.end.isoformat(),
            capacity=self.w.days(schedule.capacity),
        )
        frame = self.a.profile.plan
        # A start that a call names takes the place of the one that was told.
        if frame is not None and frame.told and frame.start == schedule.start:
            dates = f"{dates} {w.say('plan.start.told', time=self._told(frame.told), first=schedule.start.isoformat())}"
        if schedule.late_end == schedule.early_end:
            return dates
        ends = w.say(
            "plan.ends",
            early=w.date(schedule.early_end),
            first=schedule.early_end.isoformat(),
            late=w.date(schedule.late_end),
            last=schedule.late_end.isoformat(),
        )
        return f"{dates} {ends}"

    def _told(self, text: str) -> str:
        """A time that lies ahead, as the report says it or in the words in which it was told."""
        said = spoken_time(text, self.a.profile.date, self.w, "ahead")
        return said or self.w.say("numbers.quoted", said=text)

    def late(self, schedule: Schedule | None) -> str:
        """How the end compares with the day that is wanted; empty where none is."""
        by = self.a.profile.target.by
        if short := short_words(self.a, self.voice):
            if by is None or not self.a.gap.stated:
                return short
            return f"{short} {self.voice.say('target.by', date=self.w.date(by), day=by.isoformat())}"
        deadline = schedule.deadline if schedule else None
        if schedule is None or deadline is None:
            return ""
        w, when = self.voice, {"date": self.w.date(deadline.by), "day": deadline.by.isoformat()}
        if deadline.outcome is Punctuality.IN_TIME:
            return w.say("plan.in_time", **when)
        if deadline.outcome is Punctuality.AT_LIKELY_EFFORT:
            days = (schedule.late_end - deadline.by).days
            return w.say("plan.in_time.likely", late=late_words(days, self.w), count=days, **when)
        days = (schedule.end - deadline.by).days
        return w.say("plan.late", late=late_words(days, self.w), count=days, **when)

    def chart(self, schedule: Schedule | None, quarters: list[str]) -> Chart | None:
        """The measures over time, quarters by their names."""
        if schedule is None:
            return None
        plan, w = self.a.plan, self.w
        titles = [w.of(m.measure.title) for m in plan.measures]
        days = [w.number(m.effort.expected) for m in plan.measures]
        return chart_of(plan, schedule, titles, days, quarters)
