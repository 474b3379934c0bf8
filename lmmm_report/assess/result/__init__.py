"""What follows from the findings: coordinates, gap, questions."""
