"""The questions of the toolkit builder, with what was answered. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from catalog.recommend.model import TIME_BUDGETS_MINUTES, BuilderAnswers
from catalog.taxonomy import Taxonomy
from catalog.vocabularies import Term
from webui.components.forms import LONGEST, FormField
from webui.i18n.locale import gettext as _

WATCH_FORMATS = frozenset({"webinar", "podcast"})
SUPPORT_FORMATS = frozenset({"training", "technical-assistance", "peer-exchange"})
EXAMPLE_FORMATS = frozenset({"model-policy", "model-program", "case-study"})
"""The formats of a kind; all others are something to read."""


@dataclass(frozen=True, slots=True)
class AnswerChoice:
    """One answer that can be ticked."""

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
    """The questions; `topic` and `sworn` carry the reason why they were refused, if they were."""

    topic: FormField
    topics: tuple[AnswerChoice, ...]
    words: str
    kinds: tuple[ChoiceGroup, ...]
    sworn: FormField
    times: tuple[AnswerChoice, ...]
    audiences: tuple[AnswerChoice, ...]

    @property
    def faults(self) -> tuple[FormField, ...]:
        """The fields that were refused."""
        return tuple(field for field in (self.topic, self.sworn) if field.reason)


def time_words(time: str) -> str:
    """Return how an answer about time is called."""
    words = {"hour": _("An hour"), "afternoon": _("An afternoon"), "project": _("A longer project")}
    return words[time]


def filled_form(pairs: Iterable[tuple[str, str]], taxonomy: Taxonomy, faults: Mapping[str, str]) -> QuestionsForm:
    """Return the questions with the answers that `pairs` give; `faults` are the reasons by parameter."""
    answers: dict[str, list[str]] = {}
    for name, value in pairs:
        answers.setdefault(name, []).append(value.strip())

    def one(name: str) -> str:
        return next(iter(answers.get(name, ())), "")

    def choices(facet: str, terms: Iterable[Term]) -> tuple[AnswerChoice, ...]:
        given = answers.get(facet, ())
        return tuple(AnswerChoice(term.value, term.label, term.value in given) for term in terms)

    time = one("time") if one("time") in TIME_BUDGETS_MINUTES else BuilderAnswers("").time
    return QuestionsForm(
        topic=FormField("topic", _("Area of need"), one("topic"), faults.get("topic", "")),
        topics=choices("topic", taxonomy.terms("topic")),
        words=one("q"),
        kinds=tuple(
            ChoiceGroup(legend, choices("format", terms)) for legend, terms in _kinds(taxonomy.terms("format")) if terms
        ),
        sworn=FormField("sworn", _("Full-time sworn officers"), one("sworn")[:LONGEST], faults.get("sworn", "")),
        times=tuple(AnswerChoice(value, time_words(value), value == time) for value in TIME_BUDGETS_MINUTES),
        audiences=choices("audience", taxonomy.terms("audience")),
    )


def _kinds(formats: Iterable[Term]) -> Iterator[tuple[str, list[Term]]]:
    """Yield the kinds of resource in plain words, each with its formats."""
    terms = list(formats)
    others = WATCH_FORMATS | SUPPORT_FORMATS | EXAMPLE_FORMATS
    yield _("Something to read"), [term for term in terms if term.value not in others]
    yield _("Something to watch or hear"), [term for term in terms if term.value in WATCH_FORMATS]
    yield _("Training or on-site help"), [term for term in terms if term.value in SUPPORT_FORMATS]
    yield _("An example or a model policy"), [term for term in terms if term.value in EXAMPLE_FORMATS]
