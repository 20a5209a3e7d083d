"""Finds records that describe the same resource, or editions of one, and says by what."""
