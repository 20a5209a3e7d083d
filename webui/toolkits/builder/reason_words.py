"""The reasons for a recommendation in words, for the visitor and for readers of the toolkit. Pure functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from catalog.model import Rating
from catalog.recommend.model import ReasonKind, RecommendationReason
from catalog.taxonomy import Taxonomy
from webui.i18n.formatting import rating_words
from webui.i18n.locale import gettext as _
from webui.i18n.locale import ngettext, number_words


def reason_words(reason: RecommendationReason, taxonomy: Taxonomy) -> str:
    """Return a reason in words; labels are those of `taxonomy`. The functions take the parameters of each kind."""
    words: Mapping[ReasonKind, Callable[..., str]] = {
        ReasonKind.WORDS: _matched_words,
        ReasonKind.AGENCY_SIZE: _size_words,
        ReasonKind.RATING: lambda value, scheme, date: rating_words(Rating(scheme, value, date)),
        ReasonKind.AUDIENCE: lambda audience: _(
            "Useful for %(audience)s", audience=lowered(taxonomy.label("audience", audience))
        ),
        ReasonKind.TOPIC: lambda topic, is_main: _topic_words(lowered(taxonomy.label("topic", topic)), is_main=is_main),
    }
    return words[reason.kind](**reason.params)


def lowered(label: str) -> str:
    """Return a label for use within a sentence."""
    return label if label[1:2].isupper() else f"{label[:1].lower()}{label[1:]}"


def _matched_words(words: Sequence[str]) -> str:
    quoted = ", ".join(_("“%(words)s”", words=word) for word in words)
    return ngettext("Matches the word: %(words)s", "Matches the words: %(words)s", len(words), words=quoted)


def _size_words(sworn_min: int | None, sworn_max: int | None, sworn: int) -> str:
    numbers = {
        "low": number_words(sworn_min or 0),
        "high": number_words(sworn_max or 0),
        "sworn": number_words(sworn),
    }
    if sworn_max is None:
        return _("Made for agencies with %(low)s or more sworn officers, such as one with %(sworn)s", **numbers)
    if not sworn_min:
        return _("Made for agencies with up to %(high)s sworn officers, such as one with %(sworn)s", **numbers)
    return _("Made for agencies with %(low)s to %(high)s sworn officers, such as one with %(sworn)s", **numbers)


def _topic_words(topic: str, *, is_main: bool) -> str:
    return _("Mainly about %(topic)s", topic=topic) if is_main else _("Also about %(topic)s", topic=topic)
