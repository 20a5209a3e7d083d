"""The view of a proposed toolkit. Pure functions."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from catalog.recommend.model import BuilderAnswers, Proposal, Recommendation, RelaxableAnswer, TimeEstimate
from catalog.recommend.reading_time import MINUTES_PER_PAGE
from catalog.recommend.recommend import MIN_RECOMMENDATIONS
from catalog.search.query.tree import Query
from catalog.search.result import Hit
from catalog.taxonomy import Taxonomy
from webui.components.cards import Card, card
from webui.i18n.formatting import duration_words, rough_duration_words
from webui.i18n.labels import section_title, time_budget_label
from webui.i18n.locale import gettext as _
from webui.i18n.locale import ngettext, number_words
from webui.search.state import SearchState
from webui.toolkits.builder.reason_words import lowered, reason_words
from webui.urls import SiteUrls


@dataclass(frozen=True, slots=True)
class RecommendationView:
    """A proposed resource. `length` is the time that it takes; empty if the card has it already."""

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

    `answers` are the visitor's answers, and `relaxed` are sentences about those that some resources do not match.
    `estimated_count` is the number of times that are estimated by format. `more_time_url` is that of the same proposal
    without a time limit, empty if there is none.
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
    more_time_url: str


def proposal_view(proposal: Proposal, taxonomy: Taxonomy, urls: SiteUrls) -> ProposalView:
    """Return the view of a proposal."""
    answers, recommendations = proposal.answers, list(proposal.recommendations())
    estimated = [recommendation for recommendation in recommendations if not recommendation.time.measured]
    return ProposalView(
        title=_("%(topic)s: a first toolkit", topic=taxonomy.label("topic", answers.topic)),
        answers=tuple(_answer_labels(answers, taxonomy)),
        sections=tuple(
            ProposedSectionView(
                name,
                section_title(name),
                tuple(_recommendation_view(item, taxonomy, urls) for item in section_items),
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
        all_url=urls.search(_search_state(answers).as_params()),
        more_time_url=_more_time_url(answers, urls),
    )


def _minutes_by_format(formats: Collection[str | None], taxonomy: Taxonomy) -> Iterator[tuple[str, str]]:
    """Yield the label of each of the formats and the estimated time of its resources, the longest first."""
    minutes = {term: term.reading_minutes for term in taxonomy.formats if term.value in formats}
    for term in sorted(minutes, key=lambda term: -(minutes[term] or 0)):
        if duration := minutes[term]:
            yield term.label, duration_words(duration * 60)


def _search_state(answers: BuilderAnswers) -> SearchState:
    """Return the search for everything that matches the answers."""
    facet_values = {"topic": answers.topic, "audience": answers.audience}
    filters = {"format": answers.formats, **{name: (value,) for name, value in facet_values.items() if value}}
    return SearchState.for_query(Query(answers.text, filters, answers.sworn))


def _more_time_url(answers: BuilderAnswers, urls: SiteUrls) -> str:
    """Return the URL of the proposal for the same answers without a time limit; empty if there is none."""
    return urls.from_path("/toolkit/build", _search_state(answers).as_params()) if answers.budget_minutes else ""


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
    yield time_budget_label(answers.time)
    if answers.audience:
        yield taxonomy.label("audience", answers.audience)


def _recommendation_view(recommendation: Recommendation, taxonomy: Taxonomy, urls: SiteUrls) -> RecommendationView:
    return RecommendationView(
        recommendation.record.id,
        card(Hit(recommendation.record, recommendation.texts, 0.0), taxonomy, urls),
        tuple(reason_words(reason, taxonomy) for reason in recommendation.reasons),
        _length_words(recommendation.time),
    )


def _length_words(time: TimeEstimate) -> str:
    """Return the time that a resource takes; empty if it is its duration, which the card has."""
    if time.measured and not time.pages:
        return ""
    words = duration_words(time.minutes * 60)
    return _("about %(time)s", time=words) if time.measured else _("about %(time)s (estimate)", time=words)


def _relaxation_words(name: RelaxableAnswer, answers: BuilderAnswers, taxonomy: Taxonomy) -> str:
    if name is RelaxableAnswer.AUDIENCE:
        audience = lowered(taxonomy.label("audience", answers.audience or ""))
        return _("Some are not specifically for %(audience)s.", audience=audience)
    if name is RelaxableAnswer.FORMAT:
        return _("Some are types that you did not choose.")
    if name is RelaxableAnswer.SWORN:
        return _("Some are made for agencies of a different size.")
    return _("Some are on the topic but do not match your words.")
