"""What follows from the findings: coordinates, gap, questions."""

__all__ = ["coordinates", "findings", "gap", "questions"]
