"""The way to the target: the cheapest measures, their order, their dates."""
