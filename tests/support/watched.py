"""Watched queries of a test's corpus, and what a report says of them."""

import yaml


def write_watched(corpus, *queries):
    """Write the watched queries of a corpus: texts, or mappings with more fields."""
    items = [{"query": query} if isinstance(query, str) else query for query in queries]
    (corpus / "watched_queries.yaml").write_text(yaml.safe_dump(items, sort_keys=False), encoding="utf-8")


def moves(report):
    """Return (id, rank before, rank after, cause) of each move of the only query that changed."""
    (change,) = report.watched.changes
    return [(move.id, move.before, move.after, str(move.cause)) for move in change.moves]


def files_below(folder):
    """Return every file below a folder with its content."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
