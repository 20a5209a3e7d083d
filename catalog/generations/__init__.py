"""Index generations on disk: build beside the current one, verify, publish, roll back, prune."""
