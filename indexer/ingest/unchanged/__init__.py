"""Recognizes that nothing has changed since the last run, without reading the corpus again."""
