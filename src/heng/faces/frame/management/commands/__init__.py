"""Commands of the clock, by their names."""
