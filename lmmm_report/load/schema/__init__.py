"""The JSON Schema of profiles: what a value may be, checked and worded."""
