"""What can be done to a toolkit: one change after another, each giving a new toolkit. Pure functions."""

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


def refused(field: str, reason: Message) -> QueryError:
    """Return the error for a field of the toolkit's page."""
    return QueryError(reason, {field: (reason,)})


def within(field: str, text: str, limit: int) -> str:
    """Return a text as it is kept, without spaces at its ends; raise QueryError where it is longer than its limit.

    It is cleaned before it is measured: NFC makes a few signs into several, and what was kept is measured again when
    it is read.
    """
    text = clean(text).strip()
    if len(text) > limit:
        raise refused(field, Message(SiteMessageId.TEXT_TOO_LONG, limit=limit, length=len(text)))
    return text


# Items


def added(toolkit: Toolkit, *items: Item) -> Toolkit:
    """Return a toolkit with items at the end of its last section; those it has already stay where they are."""
    known = set(toolkit.ids())
    fresh = tuple({item.record: item for item in items if item.record not in known}.values())
    if len(known) + len(fresh) > MAX_ITEMS:
        raise refused("add", Message(SiteMessageId.TOO_MANY_RESOURCES, limit=MAX_ITEMS))
    *before, last = toolkit.sections or (Section(),)
    return _with(toolkit, (*before, replace(last, items=last.items + fresh)))


def added_under(toolkit: Toolkit, title: str, item: Item) -> Toolkit:
    """Return a toolkit with an item at the end of the section of that title, which is made where there is none."""
    if not title.strip() or item.record in toolkit.ids():
        return added(toolkit, item)
    if title.strip() not in (section.title for section in toolkit.sections):
        toolkit = section_added(toolkit, title)
    place = next(number for number, section in enumerate(toolkit.sections) if section.title == title.strip())
    return items_into(added(toolkit, item), {item.record: place})


def removed(toolkit: Toolkit, record: str) -> Toolkit:
    """Return a toolkit without a resource."""
    kept = (
        replace(section, items=tuple(item for item in section.items if item.record != record))
        for section in toolkit.sections
    )
    return _with(toolkit, kept)


def noted(toolkit: Toolkit, record: str, note: str) -> Toolkit:
    """Return a toolkit with another note on a resource."""
    note = within(f"note-{record}", note, MAX_NOTE)
    return _with_items(toolkit, lambda item: replace(item, note=note) if item.record == record else item)


def item_up(toolkit: Toolkit, record: str) -> Toolkit:
    """Return a toolkit with a resource one place earlier; the first of a section ends the section before."""
    section, place = _place(toolkit, record)
    if place:
        return _at(toolkit, record, section, place - 1)
    return _at(toolkit, record, section - 1, None) if section > 0 else toolkit


def item_down(toolkit: Toolkit, record: str) -> Toolkit:
    """Return a toolkit with a resource one place later; the last of a section begins the section after."""
    section, place = _place(toolkit, record)
    if section < 0:
        return toolkit
    if place < len(toolkit.sections[section].items) - 1:
        return _at(toolkit, record, section, place + 1)
    return _at(toolkit, record, section + 1, 0) if section < len(toolkit.sections) - 1 else toolkit


def items_into(toolkit: Toolkit, places: Mapping[str, int]) -> Toolkit:
    """Return a toolkit with resources at the ends of other sections, which are counted from 0 and given by record."""
    moving: dict[str, int] = {}
    for number, section in enumerate(toolkit.sections):
        for item in section.items:
            to = places.get(item.record, number)
            if to != number and 0 <= to < len(toolkit.sections):
                moving[item.record] = to
    gone = [item for item in toolkit.items() if item.record in moving]
    return _with(
        toolkit,
        (
            replace(
                section,
                items=(
                    *(item for item in section.items if item.record not in moving),
                    *(item for item in gone if moving[item.record] == number),
                ),
            )
            for number, section in enumerate(toolkit.sections)
        ),
    )


# Sections


def section_added(toolkit: Toolkit, title: str) -> Toolkit:
    """Return a toolkit with a new section at its end."""
    title = within("new-section", title, MAX_TITLE)
    if not title:
        raise refused("new-section", Message(SiteMessageId.NEW_SECTION_UNTITLED))
    if len(toolkit.sections) >= MAX_SECTIONS:
        raise refused("new-section", Message(SiteMessageId.TOO_MANY_SECTIONS, limit=MAX_SECTIONS))
    return _with(toolkit, (*toolkit.sections, Section(title)))


def section_titled(toolkit: Toolkit, number: int, title: str) -> Toolkit:
    """Return a toolkit with another title of a section, counted from 0."""
    title = within(f"section-{number}", title, MAX_TITLE)
    if not title and toolkit.sections[number].title:
        raise refused(f"section-{number}", Message(SiteMessageId.SECTION_UNTITLED))
    return _with(toolkit, _changed(toolkit.sections, number, lambda section: replace(section, title=title)))


def section_removed(toolkit: Toolkit, number: int) -> Toolkit:
    """Return a toolkit without a section's title: its resources end the section before, or stand before any."""
    sections = list(toolkit.sections)
    if not 0 <= number < len(sections):
        return toolkit
    gone = sections.pop(number)
    if number:
        sections[number - 1] = replace(sections[number - 1], items=sections[number - 1].items + gone.items)
    else:
        sections.insert(0, replace(gone, title=""))
    return _with(toolkit, sections)


def section_up(toolkit: Toolkit, number: int) -> Toolkit:
    """Return a toolkit with a section before the one that was before it; nothing goes before what has no section."""
    first = 1 if toolkit.sections and not toolkit.sections[0].title else 0
    if not first < number < len(toolkit.sections):
        return toolkit
    sections = list(toolkit.sections)
    sections[number - 1], sections[number] = sections[number], sections[number - 1]
    return _with(toolkit, sections)


def section_down(toolkit: Toolkit, number: int) -> Toolkit:
    """Return a toolkit with a section after the one that was after it."""
    return section_up(toolkit, number + 1)


# The whole


def titled(toolkit: Toolkit, title: str) -> Toolkit:
    """Return a toolkit with another title."""
    return replace(toolkit, title=within("title", title, MAX_TITLE))


def meant_for(toolkit: Toolkit, purpose: str) -> Toolkit:
    """Return a toolkit with another purpose."""
    return replace(toolkit, purpose=within("purpose", purpose, MAX_PURPOSE))


def joined(toolkit: Toolkit, other: Toolkit) -> Toolkit:
    """Return a toolkit with another one's sections behind its own; a resource that both have stays in the first."""
    known = set(toolkit.ids())
    name = (other.title or _("More")) if toolkit.sections else ""
    more = tuple(
        Section(section.title or name, tuple(item for item in section.items if item.record not in known))
        for section in other.sections
    )
    whole = _with(toolkit, (*toolkit.sections, *(section for section in more if section.items)))
    if len(whole.ids()) > MAX_ITEMS:
        raise refused("copy", Message(SiteMessageId.TOO_MANY_RESOURCES, limit=MAX_ITEMS))
    if len(whole.sections) > MAX_SECTIONS:
        raise refused("copy", Message(SiteMessageId.TOO_MANY_SECTIONS, limit=MAX_SECTIONS))
    return replace(
        whole, title=toolkit.title or other.title, purpose=toolkit.purpose or other.purpose, language=toolkit.language
    )


def is_empty(toolkit: Toolkit) -> bool:
    """Tell whether nothing would be lost with a toolkit."""
    return not (toolkit.title or toolkit.purpose or toolkit.ids() or any(each.title for each in toolkit.sections))


def _place(toolkit: Toolkit, record: str) -> tuple[int, int]:
    """Return the section and the place in it that a resource has; (-1, 0) where it is not there."""
    for number, section in enumerate(toolkit.sections):
        for place, item in enumerate(section.items):
            if item.record == record:
                return number, place
    return -1, 0


def _at(toolkit: Toolkit, record: str, section: int, place: int | None) -> Toolkit:
    """Return a toolkit with a resource of it at another place of a section, at its end where that is None."""
    item = next(each for each in toolkit.items() if each.record == record)
    sections = list(toolkit.sections)
    old = _place(toolkit, record)[0]
    sections[old] = replace(sections[old], items=tuple(each for each in sections[old].items if each is not item))
    items = sections[section].items
    place = len(items) if place is None else place
    sections[section] = replace(sections[section], items=(*items[:place], item, *items[place:]))
    return _with(toolkit, sections)


def _with_items(toolkit: Toolkit, change: Callable[[Item], Item]) -> Toolkit:
    sections = (replace(section, items=tuple(map(change, section.items))) for section in toolkit.sections)
    return replace(toolkit, sections=tuple(sections))


def _changed(sections: Sequence[Section], number: int, change: Callable[[Section], Section]) -> Iterable[Section]:
    return (change(section) if at == number else section for at, section in enumerate(sections))


def _with(toolkit: Toolkit, sections: Iterable[Section]) -> Toolkit:
    """Return a toolkit with other sections; one without a title stands first, and only while it holds something."""
    kept = tuple(section for section in sections if section.title or section.items)
    return replace(toolkit, sections=kept)
