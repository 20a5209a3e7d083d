"""Runs extractors in processes with limits and without access to files or the network."""
