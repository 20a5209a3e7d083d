"""A proposed toolkit as the builder's page shows it: cards, and every reason in words. Pure functions."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from catalog.model import AgencySize, Rating
from catalog.recommend.model import (
    Answer,
    BuilderAnswers,
    ForAudience,
    MadeForSize,
    Newest,
    Overview,
    Pace,
    Part,
    Proposal,
    Rated,
    Reason,
    Recommendation,
    Role,
    Takes,
)
from catalog.recommend.reading_time import MINUTES_PER_PAGE
from catalog.recommend.recommend import FEWEST
from catalog.search.query.tree import Query
from catalog.search.result import Hit
from catalog.taxonomy import Taxonomy
from webui.components.cards import Card, card
from webui.i18n.formatting import duration_words, rough_duration_words
from webui.i18n.locale import gettext as _
from webui.i18n.locale import ngettext, number_words
from webui.search.state import SearchState
from webui.toolkits.builder.form import time_words
from webui.urls import Addresses


@dataclass(frozen=True, slots=True)
class PickView:
    """A proposed resource. `length` says how long it takes."""

    id: str
    card: Card
    reasons: tuple[str, ...]
    length: str


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section of the proposal."""

    id: str
    title: str
    picks: tuple[PickView, ...]


@dataclass(frozen=True, slots=True)
class ProposalView:
    """A proposal in words.

    `answers` repeat what was asked for, `loosened` says where the proposal goes beyond it, `guessed` is how many
    lengths are counted by format, `more_time` leads to the same without a limit of time, where there is one.
    """

    title: str
    answers: tuple[str, ...]
    sections: tuple[SectionView, ...]
    loosened: tuple[str, ...]
    count: int
    few: bool
    matching: int
    length: str
    guessed: int
    by_format: tuple[tuple[str, str], ...]
    a_page: int
    all_url: str
    more_time: str


def proposal_view(proposal: Proposal, taxonomy: Taxonomy, addresses: Addresses) -> ProposalView:
    """Return a proposal as it is shown."""
    answers, picks = proposal.answers, list(proposal.picks())
    counted = {pick.record.format for pick in picks if not pick.pace.known}
    return ProposalView(
        title=_("%(topic)s: a first toolkit", topic=taxonomy.label("topic", answers.topic)),
        answers=tuple(_answers(answers, taxonomy)),
        sections=tuple(
            SectionView(part, _section(part), tuple(_pick(each, answers, taxonomy, addresses) for each in found))
            for part, found in proposal.sections
        ),
        loosened=tuple(_loosened(name, answers, taxonomy) for name in proposal.loosened),
        count=len(picks),
        few=len(picks) < FEWEST,
        matching=proposal.matching,
        length=rough_duration_words(proposal.minutes),
        guessed=sum(not pick.pace.known for pick in picks),
        by_format=tuple(_minutes_by_format(counted, taxonomy)),
        a_page=MINUTES_PER_PAGE,
        all_url=addresses.search(_search_state(answers).as_params()),
        more_time=_more_time(answers, addresses),
    )


def _minutes_by_format(formats: Collection[str | None], taxonomy: Taxonomy) -> Iterator[tuple[str, str]]:
    """Yield the label of each of the formats and how long its resources are assumed to take, the longest first."""
    minutes = {term: term.reading_minutes for term in taxonomy.formats if term.value in formats}
    for term in sorted(minutes, key=lambda term: -(minutes[term] or 0)):
        if duration := minutes[term]:
            yield term.label, duration_words(duration * 60)


def _search_state(answers: BuilderAnswers) -> SearchState:
    """Return the search for everything that matches the answers."""
    single = {"topic": answers.topic, "audience": answers.audience}
    filters = {"format": answers.formats, **{name: (value,) for name, value in single.items() if value}}
    return SearchState(Query(answers.text, filters, answers.sworn))


def _more_time(answers: BuilderAnswers, addresses: Addresses) -> str:
    """Return the URL of the builder with the same answers but the time; empty if there is no limit of time."""
    return addresses.same("/toolkit/build", _search_state(answers).as_params()) if answers.budget else ""


def _answers(answers: BuilderAnswers, taxonomy: Taxonomy) -> Iterator[str]:
    yield taxonomy.label("topic", answers.topic)
    if answers.text:
        yield _("“%(words)s”", words=answers.text)
    for value in answers.formats:
        yield taxonomy.label("format", value)
    if answers.sworn:
        yield ngettext(
            "%(count)s sworn officer", "%(count)s sworn officers", answers.sworn, count=number_words(answers.sworn)
        )
    yield time_words(answers.time)
    if answers.audience:
        yield taxonomy.label("audience", answers.audience)


def _section(part: Part) -> str:
    titles: dict[Part, str] = {
        "start": _("Start here"),
        "deeper": _("Go deeper"),
        "examples": _("Examples to copy"),
        "help": _("Get help"),
    }
    return titles[part]


def _pick(pick: Recommendation, answers: BuilderAnswers, taxonomy: Taxonomy, addresses: Addresses) -> PickView:
    return PickView(
        pick.record.id,
        card(Hit(pick.record, pick.texts, 0.0), taxonomy, addresses),
        tuple(_reason(each, answers, taxonomy) for each in pick.reasons),
        "" if pick.pace.known else _("about %(time)s (estimate)", time=duration_words(pick.pace.minutes * 60)),
    )


def _loosened(name: Answer, answers: BuilderAnswers, taxonomy: Taxonomy) -> str:
    if name == "audience":
        audience = lowered(taxonomy.label("audience", answers.audience or ""))
        return _("Some are not specifically for %(audience)s.", audience=audience)
    if name == "format":
        return _("Some are of other types than you chose.")
    if name == "sworn":
        return _("Some are made for agencies of a different size.")
    return _("Some are on the topic but do not match your words.")


def lowered(label: str) -> str:
    """Return a label as it stands within a sentence."""
    return label if label[1:2].isupper() else f"{label[:1].lower()}{label[1:]}"


def _reason(reason: Reason, answers: BuilderAnswers, taxonomy: Taxonomy) -> str:
    words = ""
    match reason:
        case Overview():
            words = _("An overview to start with")
        case MadeForSize(size, sworn):
            words = _size(size, sworn)
        case Rated(rating):
            words = _rated(rating)
        case ForAudience(audience):
            words = _("Useful for %(audience)s", audience=lowered(taxonomy.label("audience", audience)))
        case Takes(pace, kind):
            words = _takes(pace, kind)
        case Newest(year):
            words = _("Among the newest on this topic (%(year)s)", year=year)
        case Role(part, kind):
            words = _role(part, kind, lowered(taxonomy.label("topic", answers.topic)))
    return words


def _size(size: AgencySize, sworn: int) -> str:
    words = {
        "low": number_words(size.sworn_min or 0),
        "high": number_words(size.sworn_max or 0),
        "sworn": number_words(sworn),
    }
    if size.sworn_max is None:
        return _("Made for agencies with %(low)s or more sworn officers; yours has %(sworn)s", **words)
    if not size.sworn_min:
        return _("Made for agencies with up to %(high)s sworn officers; yours has %(sworn)s", **words)
    return _("Made for agencies with %(low)s to %(high)s sworn officers; yours has %(sworn)s", **words)


def _rated(rating: Rating) -> str:
    if rating.date:
        year = rating.date[:4]
        return _("Rated %(value)s by %(source)s (%(year)s)", value=rating.value, source=rating.scheme, year=year)
    return _("Rated %(value)s by %(source)s", value=rating.value, source=rating.scheme)


def _takes(pace: Pace, kind: str | None) -> str:
    time = duration_words(pace.minutes * 60)
    if pace.pages:
        return ngettext(
            "%(num)s page, about %(time)s to read", "%(num)s pages, about %(time)s to read", pace.pages, time=time
        )
    return _("%(time)s to listen", time=time) if kind == "podcast" else _("%(time)s to watch", time=time)


def _role(part: Part, kind: str | None, topic: str) -> str:
    roles = {
        "best-practice": _("Explains how to do it"),
        "toolkit": _("Tools and templates to use"),
        "research": _("What studies found"),
        "statistics": _("Statistics to compare with"),
        "website": _("A site to come back to"),
        "model-policy": _("Wording that you can adapt"),
        "model-program": _("A program to learn from"),
        "case-study": _("How others did it"),
        "peer-exchange": _("What agencies learned from each other"),
        "lessons-learned": _("Lessons from experience"),
        "training": _("A course or training material"),
        "technical-assistance": _("Assistance you can request"),
    }
    if part == "start":
        return _("Something short to start with")
    return roles.get(kind or "", _("More on %(topic)s", topic=topic))
