"""What follows from statements before a rule is asked: times, shares, companions, what holds where nothing is said."""

__all__ = ["completing", "counts", "durations", "near_times", "shares", "stating", "time_words", "times", "told_times"]
