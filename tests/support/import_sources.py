"""Sources to import, and what their readers return."""

import io

from indexer.importers.rows import SourceFault, SourceNote, SourceRow


def items_of(reader, content):
    """Read the content of a file by a reader module."""
    return list(reader.read(io.BytesIO(content.encode() if isinstance(content, str) else content)))


def values_of(reader, content):
    """Return the values of each row of a file."""
    return [item.values for item in items_of(reader, content) if isinstance(item, SourceRow)]


def faults_of(reader, content):
    """Return the place and message of each fault of a file."""
    return [
        (item.place, item.message) for item in items_of(reader, content) if isinstance(item, SourceFault | SourceNote)
    ]
