"""The front door: text in, domain objects or problems out."""
