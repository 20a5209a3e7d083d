"""Feeds, files and citations: every form a record or toolkit is written in."""
