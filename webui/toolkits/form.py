"""Apply the form of the toolkit page: first its texts, then the button that was pressed. Pure functions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from catalog.errors import QueryError
from catalog.toolkit import MAX_SECTIONS, Toolkit
from webui.i18n.locale import gettext as _
from webui.i18n.messages import translated
from webui.toolkits import changes

FormFields = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class FieldError:
    """The reason a field was refused, and its text."""

    reason: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class DraftEdit:
    """The result of a form. If there are `errors`, by field name, the button's action was not done.

    `message` tells the visitor what was done, and `anchor` is the id of the element it was done to. `unplaced` is a new
    resource whose section the page asks for, empty if there is none.
    """

    toolkit: Toolkit
    errors: Mapping[str, FieldError] = field(default_factory=dict)
    message: str = ""
    anchor: str = ""
    unplaced: str = ""


def apply_form(toolkit: Toolkit, form: FormFields) -> DraftEdit:
    """Return a toolkit with the changes of a form. A field that is refused leaves its part of the toolkit unchanged."""
    errors: dict[str, FieldError] = {}
    for name, change in _changes(toolkit, form):
        try:
            toolkit = change(toolkit)
        except QueryError as error:
            errors[name] = FieldError(translated(error.message), form.get(name, ""))
    if errors:
        return DraftEdit(toolkit, errors)
    action, _colon, target = form.get("do", "save").partition(":")
    if action in ITEM_ACTIONS:
        target = target.partition(":")[0]
        change_item, message_for = ITEM_ACTIONS[action]
        changed = change_item(toolkit, target)
        focused = target if target in changed.ids() else _neighbor(toolkit.ids(), target)
        return DraftEdit(changed, {}, message_for(), f"item-{focused}" if focused else "")
    number = _number(target)
    if action in SECTION_ACTIONS and number is not None and _same_sections(toolkit, form):
        change_section, step, message_for = SECTION_ACTIONS[action]
        return DraftEdit(change_section(toolkit, number), {}, message_for(), f"section-{number + step}")
    if action == "clear":
        return DraftEdit(Toolkit(), {}, _("Your toolkit is empty now."))
    return DraftEdit(toolkit, {}, _("Saved."))


def _neighbor(records: Sequence[str], removed: str) -> str:
    """Return the record after a removed one, else the one before it, else an empty string."""
    index = records.index(removed) if removed in records else len(records)
    return next(iter([*records[index + 1 :], *reversed(records[:index])]), "")


ToolkitChange = Callable[[Toolkit], Toolkit]


def _changes(toolkit: Toolkit, form: FormFields) -> Iterator[tuple[str, ToolkitChange]]:
    """Yield the changes for the texts of a form, each with its field name."""
    if "title" in form:
        yield "title", lambda current: changes.set_title(current, _lines(form["title"]))
    if "purpose" in form:
        yield "purpose", lambda current: changes.set_purpose(current, _lines(form["purpose"]))
    for record in toolkit.ids():
        if (name := f"note-{record}") in form:
            yield name, _set_note(record, _lines(form[name]))
    if not _same_sections(toolkit, form):
        return
    for number in range(len(toolkit.sections)):
        if (name := f"section-{number}") in form:
            yield name, _rename_section(number, _lines(form[name]))
    yield "places", lambda current: changes.move_items(current, _chosen_sections(toolkit, form))
    if form.get("do") == "section" or form.get("new-section", "").strip():
        yield "new-section", lambda current: changes.add_section(current, _lines(form.get("new-section", "")))


def _chosen_sections(toolkit: Toolkit, form: FormFields) -> dict[str, int]:
    """Return the section chosen for each record: in its select box, or by the button "into:RECORD:SECTION"."""
    choices = {record: form.get(f"place-{record}", "") for record in toolkit.ids()}
    action, _colon, target = form.get("do", "").partition(":")
    record, colon, number = target.partition(":")
    if action == "into" and colon:
        choices[record] = number
    numbers = {record: _number(choice) for record, choice in choices.items()}
    return {record: number for record, number in numbers.items() if number is not None}


def _set_note(record: str, text: str) -> ToolkitChange:
    return lambda current: changes.set_note(current, record, text)


def _rename_section(number: int, text: str) -> ToolkitChange:
    return lambda current: changes.rename_section(current, number, text)


def _lines(text: str) -> str:
    """Return a text with LF line breaks; browsers send CRLF."""
    return text.replace("\r\n", "\n")


def _number(text: str) -> int | None:
    """Return the number of a section, from 0; None if the text is not a number or has too many digits."""
    return int(text) if text.isdecimal() and len(text) <= len(str(MAX_SECTIONS)) else None


def _same_sections(toolkit: Toolkit, form: FormFields) -> bool:
    """Return whether a form has as many sections as the toolkit now; the form of an outdated page may not."""
    return form.get("sections", "") == str(len(toolkit.sections))


ItemAction = tuple[Callable[[Toolkit, str], Toolkit], Callable[[], str]]
ITEM_ACTIONS: Mapping[str, ItemAction] = {
    "up": (changes.move_item_up, lambda: _("Moved up.")),
    "down": (changes.move_item_down, lambda: _("Moved down.")),
    # The section is in the select box next to the button, or in the button's value.
    "into": (lambda toolkit, _record: toolkit, lambda: _("Moved.")),
    "remove": (changes.remove_item, lambda: _("Removed from your toolkit.")),
}
SectionAction = tuple[Callable[[Toolkit, int], Toolkit], int, Callable[[], str]]
SECTION_ACTIONS: Mapping[str, SectionAction] = {
    "section-up": (changes.move_section_up, -1, lambda: _("Section moved up.")),
    "section-down": (changes.move_section_down, 1, lambda: _("Section moved down.")),
    "section-remove": (changes.remove_section, 0, lambda: _("Section removed; its resources stay.")),
}
