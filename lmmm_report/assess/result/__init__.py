"""What follows from the findings: coordinates, gap, questions, hints."""

__all__ = ["basis", "claims", "coordinates", "findings", "fitting", "gap", "hints", "questions", "settling"]
