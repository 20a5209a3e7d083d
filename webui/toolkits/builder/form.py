"""The questions of the toolkit builder with the visitor's answers. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from catalog.recommend.model import BuilderAnswers, TimeBudget
from catalog.taxonomy import Taxonomy
from catalog.vocabularies import Term
from webui.components.forms import MAX_REPEATED_CHARACTERS, FormField
from webui.i18n.labels import time_budget_label
from webui.i18n.locale import gettext as _

WATCH_GROUP = frozenset({"webinar", "podcast"})
SUPPORT_GROUP = frozenset({"training", "technical-assistance", "peer-exchange"})
EXAMPLE_GROUP = frozenset({"model-policy", "model-program", "case-study"})
"""The formats of each group of resources. All other formats are something to read."""


@dataclass(frozen=True, slots=True)
class AnswerChoice:
    """An answer to choose."""

    value: str
    label: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class ChoiceGroup:
    """Answers under a heading."""

    legend: str
    choices: tuple[AnswerChoice, ...]


@dataclass(frozen=True, slots=True)
class QuestionsForm:
    """The questions. `topic` and `sworn` have the reason if their answer was refused."""

    topic: FormField
    topics: tuple[AnswerChoice, ...]
    words: str
    format_groups: tuple[ChoiceGroup, ...]
    sworn: FormField
    times: tuple[AnswerChoice, ...]
    audiences: tuple[AnswerChoice, ...]

    @property
    def refused_fields(self) -> tuple[FormField, ...]:
        """The fields that were refused."""
        return tuple(field for field in (self.topic, self.sworn) if field.reason)


def filled_form(params: Iterable[tuple[str, str]], taxonomy: Taxonomy, reasons: Mapping[str, str]) -> QuestionsForm:
    """Return the questions with the answers of URL parameters; `reasons` are those of refused answers."""
    answers: dict[str, list[str]] = {}
    for name, value in params:
        answers.setdefault(name, []).append(value.strip())

    def first_answer(name: str) -> str:
        return next(iter(answers.get(name, ())), "")

    def choices(facet: str, terms: Iterable[Term]) -> tuple[AnswerChoice, ...]:
        chosen_values = answers.get(facet, ())
        return tuple(AnswerChoice(term.value, term.label, term.value in chosen_values) for term in terms)

    time = first_answer("time") if first_answer("time") in tuple(TimeBudget) else BuilderAnswers("").time
    return QuestionsForm(
        topic=FormField("topic", _("Area of need"), first_answer("topic"), reasons.get("topic", "")),
        topics=choices("topic", taxonomy.terms("topic")),
        words=first_answer("q"),
        format_groups=tuple(
            ChoiceGroup(legend, choices("format", terms))
            for legend, terms in _format_groups(taxonomy.terms("format"))
            if terms
        ),
        sworn=FormField(
            "sworn",
            _("Full-time sworn officers"),
            first_answer("sworn")[:MAX_REPEATED_CHARACTERS],
            reasons.get("sworn", ""),
        ),
        times=tuple(AnswerChoice(budget, time_budget_label(budget), budget == time) for budget in TimeBudget),
        audiences=choices("audience", taxonomy.terms("audience")),
    )


def _format_groups(formats: Iterable[Term]) -> Iterator[tuple[str, list[Term]]]:
    """Yield the groups of formats, each with its legend in plain words."""
    terms = list(formats)
    not_to_read = WATCH_GROUP | SUPPORT_GROUP | EXAMPLE_GROUP
    yield _("Something to read"), [term for term in terms if term.value not in not_to_read]
    yield _("Something to watch or hear"), [term for term in terms if term.value in WATCH_GROUP]
    yield _("Training or on-site help"), [term for term in terms if term.value in SUPPORT_GROUP]
    yield _("An example or a model policy"), [term for term in terms if term.value in EXAMPLE_GROUP]
