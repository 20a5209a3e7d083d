"""Fields of forms as pages show them."""

from __future__ import annotations

from dataclasses import dataclass

from webui.i18n.formatting import sentence

LONGEST = 40
"""Characters of a field that are shown again."""


@dataclass(frozen=True, slots=True)
class FormField:
    """A field: the parameter it sends, its label, what stands in it, and the reason it was refused for, if it was."""

    name: str
    label: str
    value: str = ""
    reason: str = ""

    @property
    def fault(self) -> str:
        """The reason as a sentence."""
        return sentence(self.reason)
