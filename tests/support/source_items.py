"""Picks items of a source by their kinds."""

from indexer.importers.rows import SourceFault, SourceLink, SourceNote, SourceRow


def rows_of(items):
    """Return the values of rows."""
    return [item.values for item in items if isinstance(item, SourceRow)]


def titles_of(items):
    """Return the titles of rows."""
    return [values.get("title") for values in rows_of(items)]


def fault_places(items):
    """Return the places of faults."""
    return [item.place for item in items if isinstance(item, SourceFault | SourceNote)]


def links_of(items):
    """Return the kinds and values of links."""
    return [(item.kind, item.value) for item in items if isinstance(item, SourceLink)]
