"""Practice: invented residents who write to a desk that no real one can reach, and answer by a script."""
