"""What follows from the findings: coordinates, gap, questions."""

__all__ = ["basis", "claims", "coordinates", "findings", "gap", "questions"]
