"""The condition language of criteria, from text to a checked expression."""
