"""The studio: an assessment in, text or bytes out."""
