"""The reasons for a recommendation in words. Pure functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from catalog.recommend.model import ReasonKind, RecommendationReason, SectionName
from catalog.taxonomy import Taxonomy
from webui.i18n.formatting import duration_words
from webui.i18n.labels import format_role
from webui.i18n.locale import gettext as _
from webui.i18n.locale import ngettext, number_words


def reason_words(reason: RecommendationReason, topic: str, taxonomy: Taxonomy) -> str:
    """Return a reason in words; labels are those of `taxonomy`. The functions take the parameters of each kind."""
    words: Mapping[ReasonKind, Callable[..., str]] = {
        ReasonKind.OVERVIEW: lambda: _("An overview to start with"),
        ReasonKind.AGENCY_SIZE: _size_words,
        ReasonKind.RATING: _rating_words,
        ReasonKind.AUDIENCE: lambda audience: _(
            "Useful for %(audience)s", audience=lowered(taxonomy.label("audience", audience))
        ),
        ReasonKind.LENGTH: _length_words,
        ReasonKind.NEWEST: lambda year: _("Among the newest on this topic (%(year)s)", year=year),
        ReasonKind.ROLE: lambda section, record_format: _role_words(
            section, record_format, lowered(taxonomy.label("topic", topic))
        ),
    }
    return words[reason.kind](**reason.params)


def lowered(label: str) -> str:
    """Return a label for use within a sentence."""
    return label if label[1:2].isupper() else f"{label[:1].lower()}{label[1:]}"


def _size_words(sworn_min: int | None, sworn_max: int | None, sworn: int) -> str:
    numbers = {
        "low": number_words(sworn_min or 0),
        "high": number_words(sworn_max or 0),
        "sworn": number_words(sworn),
    }
    if sworn_max is None:
        return _("Made for agencies with %(low)s or more sworn officers; yours has %(sworn)s", **numbers)
    if not sworn_min:
        return _("Made for agencies with up to %(high)s sworn officers; yours has %(sworn)s", **numbers)
    return _("Made for agencies with %(low)s to %(high)s sworn officers; yours has %(sworn)s", **numbers)


def _rating_words(value: str, scheme: str, year: str | None) -> str:
    if year:
        return _("Rated %(value)s by %(source)s (%(year)s)", value=value, source=scheme, year=year)
    return _("Rated %(value)s by %(source)s", value=value, source=scheme)


def _length_words(minutes: int, pages: int | None, record_format: str | None) -> str:
    time = duration_words(minutes * 60)
    if pages:
        return ngettext(
            "%(num)s page, about %(time)s to read", "%(num)s pages, about %(time)s to read", pages, time=time
        )
    return _("%(time)s to listen", time=time) if record_format == "podcast" else _("%(time)s to watch", time=time)


def _role_words(section: SectionName, record_format: str | None, topic: str) -> str:
    if section is SectionName.START:
        return _("Something short to start with")
    return format_role(record_format) or _("More on %(topic)s", topic=topic)
