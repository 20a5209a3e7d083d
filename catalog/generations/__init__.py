"""Generations of the index on disk: build, verify, publish, roll back, prune."""
