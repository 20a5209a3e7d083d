"""The entry of a resource by the id in a URL."""

from __future__ import annotations

from catalog.errors import GoneError, NotFoundError
from catalog.live import OpenGeneration
from catalog.messages import Message
from catalog.model import Entry
from catalog.text import nfc
from webui.i18n.formatting import excerpt, sentence
from webui.i18n.locale import day_words
from webui.i18n.messages import SiteMessageId


def find_entry(name: str, generation: OpenGeneration) -> Entry:
    """Return a resource without the text of its documents, by its id or a former id.

    Raises GoneError if the resource was withdrawn, and NotFoundError if there is no such resource.
    """
    entry = find_entry_or_none(name, generation)
    if entry is None:
        raise NotFoundError(Message(SiteMessageId.NO_RESOURCE, name=name[:80]))
    return entry


def find_entry_or_none(name: str, generation: OpenGeneration) -> Entry | None:
    """Return a resource by its id or a former id, or None; raise GoneError if it was withdrawn.

    The id of a withdrawn resource may be a former id of another one by mistake: it was withdrawn all the same.
    """
    entry = generation.searcher.head(name)
    gone = generation.editorial.withdrawn_resource(name)
    if gone and (entry is None or (gone.id == nfc(name) and entry.record.id != gone.id)):
        refuse_withdrawn(name, generation)
    return entry


def refuse_withdrawn(name: str, generation: OpenGeneration) -> None:
    """Raise GoneError if the resource with this id or former id was withdrawn."""
    if gone := generation.editorial.withdrawn_resource(name):
        raise GoneError(
            Message(
                SiteMessageId.WITHDRAWN,
                title=excerpt(gone.title),
                day=day_words(gone.withdrawal.on),
                reason=sentence(gone.withdrawal.reason),
            ),
            successor_of_withdrawn(name, generation),
        )


def successor_of_withdrawn(name: str, generation: OpenGeneration) -> str | None:
    """Return the id of the resource that replaces a withdrawn one, even if that one was withdrawn in its turn.

    None if there is no such resource.
    """
    seen = {name}
    while gone := generation.editorial.withdrawn_resource(name):
        name = gone.withdrawal.replaced_by or ""
        if name in seen:
            return None
        seen.add(name)
    entry = generation.searcher.head(name) if len(seen) > 1 else None
    return entry.record.id if entry else None
