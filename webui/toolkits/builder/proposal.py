"""The view of a proposed toolkit: cards, and reasons in words. Pure functions."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from catalog.model import AgencySize, Rating
from catalog.recommend.model import (
    AmongNewest,
    BuilderAnswers,
    FitsAgencySize,
    FitsAudience,
    HasKnownLength,
    IsOverview,
    Proposal,
    RatedWell,
    Recommendation,
    RecommendationReason,
    RelaxableAnswer,
    SectionName,
    SectionRole,
    TimeEstimate,
)
from catalog.recommend.reading_time import MINUTES_PER_PAGE
from catalog.recommend.recommend import MIN_RECOMMENDATIONS
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
class RecommendationView:
    """A proposed resource. `length` is the estimated time it takes; empty if the time was measured."""

    id: str
    card: Card
    reasons: tuple[str, ...]
    length: str


@dataclass(frozen=True, slots=True)
class ProposedSectionView:
    """A section of the proposal."""

    id: str
    title: str
    recommendations: tuple[RecommendationView, ...]


@dataclass(frozen=True, slots=True)
class ProposalView:
    """A proposal in words.

    `answers` repeat the visitor's answers, and `relaxed` tells which of them some resources do not match.
    `estimated_count` is how many times are estimated by format. `more_time` is the URL of the same proposal without a
    time limit, empty if there is none.
    """

    title: str
    answers: tuple[str, ...]
    sections: tuple[ProposedSectionView, ...]
    relaxed: tuple[str, ...]
    count: int
    has_few: bool
    match_count: int
    length: str
    estimated_count: int
    minutes_by_format: tuple[tuple[str, str], ...]
    minutes_per_page: int
    all_url: str
    more_time: str


def proposal_view(proposal: Proposal, taxonomy: Taxonomy, addresses: Addresses) -> ProposalView:
    """Return the view of a proposal."""
    answers, recommendations = proposal.answers, list(proposal.recommendations())
    estimated = [recommendation for recommendation in recommendations if not recommendation.time.measured]
    return ProposalView(
        title=_("%(topic)s: a first toolkit", topic=taxonomy.label("topic", answers.topic)),
        answers=tuple(_answer_labels(answers, taxonomy)),
        sections=tuple(
            ProposedSectionView(
                name,
                _section_title(name),
                tuple(_recommendation_view(item, answers, taxonomy, addresses) for item in section_items),
            )
            for name, section_items in proposal.sections
        ),
        relaxed=tuple(_relaxation_words(name, answers, taxonomy) for name in proposal.relaxed),
        count=len(recommendations),
        has_few=len(recommendations) < MIN_RECOMMENDATIONS,
        match_count=proposal.match_count,
        length=rough_duration_words(proposal.minutes),
        estimated_count=len(estimated),
        minutes_by_format=tuple(_minutes_by_format({item.record.format for item in estimated}, taxonomy)),
        minutes_per_page=MINUTES_PER_PAGE,
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
    return addresses.same("/toolkit/build", _search_state(answers).as_params()) if answers.budget_minutes else ""


def _answer_labels(answers: BuilderAnswers, taxonomy: Taxonomy) -> Iterator[str]:
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


def _section_title(section: SectionName) -> str:
    titles: dict[SectionName, str] = {
        SectionName.START: _("Start here"),
        SectionName.DEEPER: _("Go deeper"),
        SectionName.EXAMPLES: _("Examples to copy"),
        SectionName.HELP: _("Get help"),
    }
    return titles[section]


def _recommendation_view(
    recommendation: Recommendation, answers: BuilderAnswers, taxonomy: Taxonomy, addresses: Addresses
) -> RecommendationView:
    return RecommendationView(
        recommendation.record.id,
        card(Hit(recommendation.record, recommendation.texts, 0.0), taxonomy, addresses),
        tuple(_reason_words(reason, answers, taxonomy) for reason in recommendation.reasons),
        ""
        if recommendation.time.measured
        else _("about %(time)s (estimate)", time=duration_words(recommendation.time.minutes * 60)),
    )


def _relaxation_words(name: RelaxableAnswer, answers: BuilderAnswers, taxonomy: Taxonomy) -> str:
    if name is RelaxableAnswer.AUDIENCE:
        audience = lowered(taxonomy.label("audience", answers.audience or ""))
        return _("Some are not specifically for %(audience)s.", audience=audience)
    if name is RelaxableAnswer.FORMAT:
        return _("Some are of other types than you chose.")
    if name is RelaxableAnswer.SWORN:
        return _("Some are made for agencies of a different size.")
    return _("Some are on the topic but do not match your words.")


def lowered(label: str) -> str:
    """Return a label for use within a sentence."""
    return label if label[1:2].isupper() else f"{label[:1].lower()}{label[1:]}"


def _reason_words(reason: RecommendationReason, answers: BuilderAnswers, taxonomy: Taxonomy) -> str:
    words = ""
    match reason:
        case IsOverview():
            words = _("An overview to start with")
        case FitsAgencySize(size, sworn):
            words = _size_words(size, sworn)
        case RatedWell(rating):
            words = _rating_words(rating)
        case FitsAudience(audience):
            words = _("Useful for %(audience)s", audience=lowered(taxonomy.label("audience", audience)))
        case HasKnownLength(time, record_format):
            words = _length_words(time, record_format)
        case AmongNewest(year):
            words = _("Among the newest on this topic (%(year)s)", year=year)
        case SectionRole(section, record_format):
            words = _role_words(section, record_format, lowered(taxonomy.label("topic", answers.topic)))
    return words


def _size_words(size: AgencySize, sworn: int) -> str:
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


def _rating_words(rating: Rating) -> str:
    if rating.date:
        year = rating.date[:4]
        return _("Rated %(value)s by %(source)s (%(year)s)", value=rating.value, source=rating.scheme, year=year)
    return _("Rated %(value)s by %(source)s", value=rating.value, source=rating.scheme)


def _length_words(estimate: TimeEstimate, record_format: str | None) -> str:
    time = duration_words(estimate.minutes * 60)
    if estimate.pages:
        return ngettext(
            "%(num)s page, about %(time)s to read", "%(num)s pages, about %(time)s to read", estimate.pages, time=time
        )
    return _("%(time)s to listen", time=time) if record_format == "podcast" else _("%(time)s to watch", time=time)


def _role_words(section: SectionName, record_format: str | None, topic: str) -> str:
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
    if section is SectionName.START:
        return _("Something short to start with")
    return roles.get(record_format or "", _("More on %(topic)s", topic=topic))
