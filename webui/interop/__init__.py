"""Feeds and discovery files for other programs."""
