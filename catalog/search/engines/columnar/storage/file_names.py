"""The names of the files of columns, apart from the searcher: to list them must not load it."""

COLUMNS, ENTRIES = ".columns", ".entries"
"""Suffixes of our files, after the segment's name; Whoosh removes them together with its own."""
SEGMENTS = "segments.json"
"""The file that lists the segments, in the order of their documents' numbers, with the deleted documents of each."""
