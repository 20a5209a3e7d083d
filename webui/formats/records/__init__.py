"""Formats for lists of records."""
