"""Text fields of forms."""

from __future__ import annotations

from dataclasses import dataclass

from webui.i18n.formatting import sentence

MAX_REPEATED_CHARACTERS = 40
"""Characters of a refused value that are repeated in its field."""


@dataclass(frozen=True, slots=True)
class FormField:
    """A field: its parameter, label and value, and the reason if the value was refused."""

    name: str
    label: str
    value: str = ""
    reason: str = ""

    @property
    def error(self) -> str:
        """The reason as a sentence."""
        return sentence(self.reason)
