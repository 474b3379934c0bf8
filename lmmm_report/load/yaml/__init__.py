"""Read one YAML file strictly, with a place for every value."""
