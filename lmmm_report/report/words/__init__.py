"""The words, numbers and dates of one language; the report's own texts."""
