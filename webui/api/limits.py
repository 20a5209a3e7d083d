"""The limits that the status of the API reports."""

from __future__ import annotations

from catalog.search.query.tree import (
    MAX_EXPANSION,
    MAX_LEAVES,
    MAX_PER_PAGE,
    MAX_RESULTS,
    MAX_SHORT_PREFIXES,
    MAX_TEXT,
)
from catalog.settings import Settings
from catalog.toolkit import MAX_ITEMS, MAX_NOTE, MAX_SECTIONS


def limits(settings: Settings) -> dict[str, float]:
    """Return the limits in force by name."""
    return {
        "query_characters": MAX_TEXT,
        "query_words": MAX_LEAVES,
        "prefix_words": MAX_EXPANSION,
        "one_letter_prefixes": MAX_SHORT_PREFIXES,
        "results_deep": MAX_RESULTS,
        "per_page": MAX_PER_PAGE,
        "concurrent_searches": settings.concurrent_searches,
        "document_wall_s": settings.document_wall_s,
        "document_memory_mb": settings.document_memory_mb,
        "ocr_page_s": settings.ocr_page_s,
        "ocr_document_s": settings.ocr_document_s,
        "keep_generations": settings.keep_generations,
        "harvest_concurrency": settings.harvest_concurrency,
        "harvest_delay_s": settings.harvest_delay_s,
        "harvest_connect_s": settings.harvest_connect_s,
        "harvest_idle_s": settings.harvest_idle_s,
        "harvest_wall_s": settings.harvest_wall_s,
        "harvest_max_mb": settings.harvest_max_mb,
        "shared_toolkit_days": settings.shared_toolkit_days,
        "draft_toolkit_days": settings.draft_toolkit_days,
        "toolkits_mb": settings.toolkits_mb,
        "toolkit_items": MAX_ITEMS,
        "toolkit_sections": MAX_SECTIONS,
        "toolkit_note_characters": MAX_NOTE,
    }
