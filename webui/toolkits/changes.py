"""Changes to a toolkit. Each function returns a new toolkit. Pure functions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from catalog.errors import QueryError
from catalog.messages import Message
from catalog.text import clean
from catalog.toolkit import MAX_ITEMS, MAX_NOTE, MAX_PURPOSE, MAX_SECTIONS, MAX_TITLE, Item, Section, Toolkit
from webui.i18n.locale import gettext as _
from webui.i18n.messages import SiteMessageId

Sections = tuple[Section, ...]


def field_error(field: str, reason: Message) -> QueryError:
    """Return the error for a field of the toolkit's page."""
    return QueryError(reason, {field: (reason,)})


def checked_text(field: str, text: str, limit: int) -> str:
    """Return a text cleaned and stripped; raise QueryError if it is longer than its limit.

    The length is that of the clean text, because NFC turns some characters into several.
    """
    text = clean(text).strip()
    if len(text) > limit:
        raise field_error(field, Message(SiteMessageId.TEXT_TOO_LONG, limit=limit, length=len(text)))
    return text


# Items


def add_item(toolkit: Toolkit, item: Item, title: str = "") -> Toolkit:
    """Return a toolkit with an item added to the section with a title, which is created if there is none.

    Without a title, the item comes before all titled sections. An item that the toolkit has already stays where it is.
    """
    if item.record in toolkit.ids():
        return toolkit
    if len(toolkit.ids()) >= MAX_ITEMS:
        raise field_error("add", Message(SiteMessageId.TOO_MANY_RESOURCES, limit=MAX_ITEMS))
    sections, number = _section_for(toolkit, title.strip())
    added = _map_section(sections, number, lambda section: replace(section, items=(*section.items, item)))
    return _with_sections(toolkit, added)


def remove_item(toolkit: Toolkit, record: str) -> Toolkit:
    """Return a toolkit without a resource."""
    sections = (
        replace(section, items=tuple(item for item in section.items if item.record != record))
        for section in toolkit.sections
    )
    return _with_sections(toolkit, sections)


def set_note(toolkit: Toolkit, record: str, note: str) -> Toolkit:
    """Return a toolkit with a new note on a resource."""
    note = checked_text(f"note-{record}", note, MAX_NOTE)
    return _map_items(toolkit, lambda item: replace(item, note=note) if item.record == record else item)


def move_item_up(toolkit: Toolkit, record: str) -> Toolkit:
    """Return a toolkit with a resource moved up; the first of a section moves to the end of the previous section."""
    section, index = _position(toolkit, record)
    if index:
        return _move_item(toolkit, record, section, index - 1)
    return _move_item(toolkit, record, section - 1, None) if section > 0 else toolkit


def move_item_down(toolkit: Toolkit, record: str) -> Toolkit:
    """Return a toolkit with a resource moved down; the last of a section moves to the start of the next section."""
    section, index = _position(toolkit, record)
    if section < 0:
        return toolkit
    if index < len(toolkit.sections[section].items) - 1:
        return _move_item(toolkit, record, section, index + 1)
    return _move_item(toolkit, record, section + 1, 0) if section < len(toolkit.sections) - 1 else toolkit


def move_items(toolkit: Toolkit, targets: Mapping[str, int]) -> Toolkit:
    """Return a toolkit with resources moved to the ends of sections; `targets` maps records to sections, from 0."""
    moving: dict[str, int] = {}
    for number, section in enumerate(toolkit.sections):
        for item in section.items:
            target = targets.get(item.record, number)
            if target != number and 0 <= target < len(toolkit.sections):
                moving[item.record] = target
    moved_items = [item for item in toolkit.items() if item.record in moving]
    return _with_sections(
        toolkit,
        (
            replace(
                section,
                items=(
                    *(item for item in section.items if item.record not in moving),
                    *(item for item in moved_items if moving[item.record] == number),
                ),
            )
            for number, section in enumerate(toolkit.sections)
        ),
    )


# Sections


def add_section(toolkit: Toolkit, title: str) -> Toolkit:
    """Return a toolkit with a new section added to its end."""
    title = checked_text("new-section", title, MAX_TITLE)
    if not title:
        raise field_error("new-section", Message(SiteMessageId.NEW_SECTION_UNTITLED))
    if len(toolkit.sections) >= MAX_SECTIONS:
        raise field_error("new-section", Message(SiteMessageId.TOO_MANY_SECTIONS, limit=MAX_SECTIONS))
    return _with_sections(toolkit, (*toolkit.sections, Section(title)))


def rename_section(toolkit: Toolkit, number: int, title: str) -> Toolkit:
    """Return a toolkit with a new title for a section, counted from 0."""
    title = checked_text(f"section-{number}", title, MAX_TITLE)
    if not title and toolkit.sections[number].title:
        raise field_error(f"section-{number}", Message(SiteMessageId.SECTION_UNTITLED))
    return _with_sections(
        toolkit, _map_section(toolkit.sections, number, lambda section: replace(section, title=title))
    )


def remove_section(toolkit: Toolkit, number: int) -> Toolkit:
    """Return a toolkit without a section. Its resources move to the end of the previous one, or before any section."""
    sections = list(toolkit.sections)
    if not 0 <= number < len(sections):
        return toolkit
    removed_section = sections.pop(number)
    if number:
        sections[number - 1] = replace(sections[number - 1], items=sections[number - 1].items + removed_section.items)
    else:
        sections.insert(0, replace(removed_section, title=""))
    return _with_sections(toolkit, sections)


def move_section_up(toolkit: Toolkit, number: int) -> Toolkit:
    """Return a toolkit with a section moved up. The untitled section always stays first."""
    first_titled = 1 if toolkit.sections and not toolkit.sections[0].title else 0
    if not first_titled < number < len(toolkit.sections):
        return toolkit
    sections = list(toolkit.sections)
    sections[number - 1], sections[number] = sections[number], sections[number - 1]
    return _with_sections(toolkit, sections)


def move_section_down(toolkit: Toolkit, number: int) -> Toolkit:
    """Return a toolkit with a section moved down."""
    return move_section_up(toolkit, number + 1)


# The toolkit


def set_title(toolkit: Toolkit, title: str) -> Toolkit:
    """Return a toolkit with a new title."""
    return replace(toolkit, title=checked_text("title", title, MAX_TITLE))


def set_purpose(toolkit: Toolkit, purpose: str) -> Toolkit:
    """Return a toolkit with a new purpose."""
    return replace(toolkit, purpose=checked_text("purpose", purpose, MAX_PURPOSE))


def merge(toolkit: Toolkit, addition: Toolkit) -> Toolkit:
    """Return a toolkit with the sections of another one added. Resources that both have stay where they are."""
    present_ids = set(toolkit.ids())
    default_title = (addition.title or _("More")) if toolkit.sections else ""
    added_sections = tuple(
        Section(section.title or default_title, tuple(item for item in section.items if item.record not in present_ids))
        for section in addition.sections
    )
    merged = _with_sections(toolkit, (*toolkit.sections, *(section for section in added_sections if section.items)))
    if len(merged.ids()) > MAX_ITEMS:
        raise field_error("copy", Message(SiteMessageId.TOO_MANY_RESOURCES, limit=MAX_ITEMS))
    if len(merged.sections) > MAX_SECTIONS:
        raise field_error("copy", Message(SiteMessageId.TOO_MANY_SECTIONS, limit=MAX_SECTIONS))
    return replace(
        merged,
        title=toolkit.title or addition.title,
        purpose=toolkit.purpose or addition.purpose,
        language=toolkit.language,
    )


def has_titled_sections(toolkit: Toolkit) -> bool:
    """Return whether a toolkit has a section that a resource can be put into."""
    return any(section.title for section in toolkit.sections)


def is_empty(toolkit: Toolkit) -> bool:
    """Return whether a toolkit has no content."""
    return not (toolkit.title or toolkit.purpose or toolkit.ids() or has_titled_sections(toolkit))


def _section_for(toolkit: Toolkit, title: str) -> tuple[Sections, int]:
    """Return the sections of a toolkit, with one of a title, and its index. The untitled section comes first.

    A toolkit with as many titled sections as it can have gets no untitled one: the last section takes its place.
    """
    titles = [section.title for section in toolkit.sections]
    if title in titles:
        return toolkit.sections, titles.index(title)
    if title:
        return add_section(toolkit, title).sections, len(titles)
    if len(titles) >= MAX_SECTIONS:
        return toolkit.sections, len(titles) - 1
    return (Section(), *toolkit.sections), 0


def _position(toolkit: Toolkit, record: str) -> tuple[int, int]:
    """Return the section of a resource and its index there; (-1, 0) if the toolkit does not have it."""
    for number, section in enumerate(toolkit.sections):
        for index, item in enumerate(section.items):
            if item.record == record:
                return number, index
    return -1, 0


def _move_item(toolkit: Toolkit, record: str, section: int, index: int | None) -> Toolkit:
    """Return a toolkit with a resource moved to an index of a section, or to its end if the index is None."""
    moved = next(item for item in toolkit.items() if item.record == record)
    sections = list(toolkit.sections)
    source = _position(toolkit, record)[0]
    remaining = tuple(item for item in sections[source].items if item is not moved)
    sections[source] = replace(sections[source], items=remaining)
    items = sections[section].items
    index = len(items) if index is None else index
    sections[section] = replace(sections[section], items=(*items[:index], moved, *items[index:]))
    return _with_sections(toolkit, sections)


def _map_items(toolkit: Toolkit, change: Callable[[Item], Item]) -> Toolkit:
    sections = (replace(section, items=tuple(map(change, section.items))) for section in toolkit.sections)
    return replace(toolkit, sections=tuple(sections))


def _map_section(sections: Sequence[Section], number: int, change: Callable[[Section], Section]) -> Iterable[Section]:
    return (change(section) if index == number else section for index, section in enumerate(sections))


def _with_sections(toolkit: Toolkit, sections: Iterable[Section]) -> Toolkit:
    """Return a toolkit with new sections, without the untitled section if it is empty."""
    nonempty = tuple(section for section in sections if section.title or section.items)
    return replace(toolkit, sections=nonempty)
