"""What follows from the findings: coordinates, gap, questions."""

__all__ = ["basis", "coordinates", "findings", "gap", "questions"]
