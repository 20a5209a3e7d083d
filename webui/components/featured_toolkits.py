"""Featured toolkits by their names."""

from __future__ import annotations

from catalog.errors import NotFoundError
from catalog.live import OpenGeneration
from catalog.messages import Message
from catalog.toolkit import FeaturedToolkit
from webui.i18n.messages import SiteMessageId


def find_featured_toolkit(name: str, generation: OpenGeneration) -> FeaturedToolkit:
    """Return the featured toolkit with a name; raise NotFoundError if there is none."""
    for toolkit in generation.editorial.toolkits:
        if toolkit.name == name:
            return toolkit
    raise NotFoundError(Message(SiteMessageId.NO_TOOLKIT, name=name[:80]))
