"""Cuts texts that are longer than a summary may be."""

from __future__ import annotations

from catalog.search.text.sentences import sentence_breaks


def cut_at_sentence(text: str, limit: int) -> tuple[str, str]:
    """Return the sentences of a text that fit into `limit` characters, and the rest; a long one is cut at a word."""
    ends = [(end, start) for end, start in sentence_breaks(text, 0, len(text)) if end <= limit]
    if ends:
        end, start = ends[-1]
    else:
        end = text.rfind(" ", 0, limit) if " " in text[:limit] else limit
        start = end
    return text[:end].rstrip(), text[start:].lstrip()
