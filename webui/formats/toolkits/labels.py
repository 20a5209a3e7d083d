"""The sentences that the formats of a toolkit have in common."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from catalog.toolkit_changes import ItemChange, ItemChangeKind
from webui.i18n.formatting import date_words
from webui.i18n.labels import localized_text
from webui.i18n.locale import gettext as _
from webui.i18n.locale import ngettext


def change_words(change: ItemChange) -> str:
    """Return a sentence about what happened to a resource since it was added."""
    if change.kind is ItemChangeKind.SUPERSEDED:
        title = localized_text(change.record).title if change.record else change.before
        return _("Replaced by a newer resource: %(title)s", title=title)
    if change.kind is ItemChangeKind.REMOVED:
        return _("This resource is no longer in the catalog.")
    if change.kind is ItemChangeKind.RENAMED:
        return _("When it was added, its title was: %(title)s", title=change.before)
    if change.before:
        return _("There is a new edition. When it was added, the edition was: %(edition)s", edition=change.before)
    return _("There is a new edition.")


def missing_words(titles: Sequence[str]) -> str:
    """Return a sentence with the titles of resources no longer in the catalog; empty if there are none."""
    return _("No longer in the catalog: %(titles)s", titles="; ".join(titles)) if titles else ""


def resource_count_label(number: int) -> str:
    """Return the number of resources: "3 resources"."""
    return ngettext("%(num)s resource", "%(num)s resources", number)


def made_words(day: dt.date) -> str:
    """Return the day when a toolkit was compiled."""
    return _("Created %(date)s", date=date_words(day))


def expiry_words(day: dt.date) -> str:
    """Return the last day on which the toolkit's link works."""
    return _("Its link works until %(date)s.", date=date_words(day))


def written_words(today: dt.date, published: dt.date) -> str:
    """Return the day when a file was written, and the day when its catalog was published."""
    return _(
        "Generated on %(today)s from the catalog of %(made)s.", today=date_words(today), made=date_words(published)
    )
