"""The workshop: pure functions, the only arithmetic."""
