"""The messages for unknown fields, which name the field that was probably meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from marshmallow import Schema, fields

from catalog.messages import Message
from catalog.schemas.field_messages import FieldMessageId
from catalog.text import ODD_SPACES, name_form, nearest

_ODD_SPACE = re.compile(f"[{ODD_SPACES}]")

_OTHER_NAMES = """
title: name heading headline titulo
label: title name caption
subtitle: subheading
summary: abstract blurb teaser overview description text resumen descripcion
text: description note reason
url: link website webpage web-address web address uri href source landing-page
path: file filename document location
documents: file attachment download pdf path role
media_type: mime-type mimetype content-type type format
role: type kind
format: type kind genre document-type resource-type category
topics: category subject theme tema
agency_size: size department-size sworn officer
sworn_min: min minimum from
sworn_max: max maximum to until
audiences: for intended-audience target-audience reader
publishers: organization organisation agency source issuer editorial
authors: writer by creator
keywords: tag palabras-clave
edition: version volume issue
language: lang idioma
rights: license licence copyright
published: date year publication-date pub-date published-on release-date issued fecha
added: created date-added posted
reviewed: updated modified last-reviewed checked
made: date updated changed
duration_s: duration length runtime running-time minute second
pages: page-count number-of-page length pp
ncj: ncj-number
doi: digital-object-identifier
report: report-number number
supersedes: replace
related: see-also related-resource
aliases: old-id former-id redirect
from: since start start-date begin starting
until: to through end end-date expire ending
image_alt: alt alt-text
queries: query search term keyword word
record: id resource
note: comment description
items: resource record
rank: order position priority
city: town name place
state: st province
latitude: lat
longitude: lon lng long
cohort: year
"""
"""The fields, and other names that people know them by."""


def _names_by_form() -> Mapping[str, tuple[str, ...]]:
    names: dict[str, tuple[str, ...]] = {}
    for line in _OTHER_NAMES.strip().splitlines():
        name, _, others = line.partition(": ")
        for other in others.split():
            names[name_form(other)] = (*names.get(name_form(other), ()), name)
    return MappingProxyType(names)


_NAMES_BY_FORM = _names_by_form()


def other_names(form: str) -> tuple[str, ...]:
    """Return the fields that people know by a name, which is given in its `name_form`."""
    return _NAMES_BY_FORM.get(form, ())


def unknown_field(name: str, known: Mapping[str, fields.Field[Any]]) -> Message:
    """Return the message for a field that is not among the known ones of a schema, which are given by name."""
    if _ODD_SPACE.search(name):
        return Message(FieldMessageId.ODD_SPACE_IN_NAME, name=name)
    if name.partition(":")[0] in known:
        return Message(FieldMessageId.NO_SPACE_AFTER_COLON, name=name)
    form = name_form(name)
    same = next((other for other in known if name_form(other) == form), None)
    named = next((other for other in other_names(form) if other in known), None)
    if not same and not named and (example := next(_examples_with(form, known), None)):
        return Message(FieldMessageId.UNKNOWN_FIELD_WITHIN, name=name, example=example)
    if guess := same or named or nearest(name, known):
        return Message(FieldMessageId.UNKNOWN_FIELD_NEAREST, name=name, nearest=guess)
    return Message(FieldMessageId.UNKNOWN_FIELD, name=name, known=tuple(known))


def _examples_with(form: str, known: Mapping[str, fields.Field[Any]]) -> Iterator[str]:
    """Yield the examples of the known fields that have a field of that name within them."""
    for field in known.values():
        schema = field.schema if isinstance(field, fields.Nested) else None
        if schema and form in map(name_form, _field_names(schema)):
            yield getattr(schema, "example", "")


def _field_names(schema: Schema) -> Iterator[str]:
    return (field.data_key or name for name, field in schema.fields.items())
