"""What follows from statements before a rule is asked: times, shares, companions, what holds where nothing is said."""

__all__ = ["completing", "lookups", "near_times", "shares", "times"]
