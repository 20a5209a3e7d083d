"""What the form of the toolkit's page asks for: its texts first, then the button that was pressed. Pure functions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from catalog.errors import QueryError
from catalog.toolkit import MAX_SECTIONS, Toolkit
from webui.i18n.locale import gettext as _
from webui.i18n.messages import translated
from webui.toolkits import changes

Form = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a field was refused, and what was typed there."""

    reason: str
    typed: str = ""


@dataclass(frozen=True, slots=True)
class Edit:
    """A toolkit as the form left it. Where there are `faults`, by field, the button was not heeded.

    `said` tells what was done, and `at` is the id of the element that it was done to.
    """

    toolkit: Toolkit
    faults: Mapping[str, Fault] = field(default_factory=dict)
    said: str = ""
    at: str = ""


def edited(toolkit: Toolkit, form: Form) -> Edit:
    """Return what a form makes of a toolkit. What a field was refused for leaves that field as it was."""
    faults: dict[str, Fault] = {}
    for name, change in _changes(toolkit, form):
        try:
            toolkit = change(toolkit)
        except QueryError as error:
            faults[name] = Fault(translated(error.message), form.get(name, ""))
    if faults:
        return Edit(toolkit, faults)
    action, _colon, target = form.get("do", "save").partition(":")
    if action in ITEM_ACTIONS:
        change_item, words = ITEM_ACTIONS[action]
        changed = change_item(toolkit, target)
        at = target if target in changed.ids() else _beside(toolkit.ids(), target)
        return Edit(changed, {}, words(), f"item-{at}" if at else "")
    number = _number(target)
    if action in SECTION_ACTIONS and number is not None and _same_sections(toolkit, form):
        change_section, step, words = SECTION_ACTIONS[action]
        return Edit(change_section(toolkit, number), {}, words(), f"section-{number + step}")
    if action == "clear":
        return Edit(Toolkit(), {}, _("Your toolkit is empty now."))
    return Edit(toolkit, {}, _("Saved."))


def _beside(records: Sequence[str], gone: str) -> str:
    """Return what stood after a record, or else before it; empty if nothing did."""
    place = records.index(gone) if gone in records else len(records)
    return next(iter([*records[place + 1 :], *reversed(records[:place])]), "")


Change = Callable[[Toolkit], Toolkit]


def _changes(toolkit: Toolkit, form: Form) -> Iterator[tuple[str, Change]]:
    """Yield the changes that the texts of a form ask for, each with its field."""
    if "title" in form:
        yield "title", lambda before: changes.titled(before, _lines(form["title"]))
    if "purpose" in form:
        yield "purpose", lambda before: changes.meant_for(before, _lines(form["purpose"]))
    for record in toolkit.ids():
        if (name := f"note-{record}") in form:
            yield name, _note(record, _lines(form[name]))
    if not _same_sections(toolkit, form):
        return
    for number in range(len(toolkit.sections)):
        if (name := f"section-{number}") in form:
            yield name, _title(number, _lines(form[name]))
    chosen = {record: _number(form.get(f"place-{record}", "")) for record in toolkit.ids()}
    places = {record: number for record, number in chosen.items() if number is not None}
    yield "places", lambda before: changes.items_into(before, places)
    if form.get("do") == "section" or form.get("new-section", "").strip():
        yield "new-section", lambda before: changes.section_added(before, _lines(form["new-section"]))


def _note(record: str, text: str) -> Change:
    return lambda before: changes.noted(before, record, text)


def _title(number: int, text: str) -> Change:
    return lambda before: changes.section_titled(before, number, text)


def _lines(text: str) -> str:
    """Return a text with the line ends that we keep; browsers send others."""
    return text.replace("\r\n", "\n")


def _number(text: str) -> int | None:
    """Return the number of a section, counted from 0; None for what is none, or larger than any could be."""
    return int(text) if text.isdecimal() and len(text) <= len(str(MAX_SECTIONS)) else None


def _same_sections(toolkit: Toolkit, form: Form) -> bool:
    """Tell whether a form was made for as many sections as there are now: it may be that of an older page."""
    return form.get("sections", "") == str(len(toolkit.sections))


ItemAction = tuple[Callable[[Toolkit, str], Toolkit], Callable[[], str]]
ITEM_ACTIONS: Mapping[str, ItemAction] = {
    "up": (changes.item_up, lambda: _("Moved up.")),
    "down": (changes.item_down, lambda: _("Moved down.")),
    "into": (lambda toolkit, _record: toolkit, lambda: _("Moved.")),  # the list beside the button said where to
    "remove": (changes.removed, lambda: _("Removed from your toolkit.")),
}
SectionAction = tuple[Callable[[Toolkit, int], Toolkit], int, Callable[[], str]]
SECTION_ACTIONS: Mapping[str, SectionAction] = {
    "section-up": (changes.section_up, -1, lambda: _("Section moved up.")),
    "section-down": (changes.section_down, 1, lambda: _("Section moved down.")),
    "section-remove": (changes.section_removed, 0, lambda: _("Section removed; its resources stay.")),
}
