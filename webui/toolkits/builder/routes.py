"""The toolkit builder: four questions on one page, and below them a first toolkit that answers them."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response

from catalog.errors import QueryError
from catalog.live import OpenGeneration
from catalog.messages import Message, MessageId
from catalog.recommend.model import BuilderAnswers
from catalog.recommend.recommend import propose
from catalog.schemas import answers_from_params, answers_to_params
from webui.context import app_context, public_site_urls, site_urls
from webui.http.params import Params, is_text, page_params
from webui.i18n.labels import localized
from webui.i18n.locale import language
from webui.i18n.messages import translated
from webui.responses import CachedContent, render_page, respond, respond_with_error
from webui.toolkits.builder.form import QuestionsForm, filled_form
from webui.toolkits.builder.proposal import ProposalView, proposal_view

builder = Blueprint("builder", __name__)


@builder.get("/toolkit/build")
def build() -> Response:
    """Ask the questions, and propose a toolkit once they are answered; ask again for an answer that was refused."""
    generation = app_context().live.current_generation()
    searcher, params = generation.searcher, tuple(page_params())
    if not any(value.strip() for _name, value in params):
        return respond(BuilderForm(), generation)
    try:
        answers = answers_from_params(params, searcher.taxonomy, searcher, language())
    except QueryError as error:
        if _can_be_corrected(error):
            return respond_with_error(_refused_form(params, error), generation)
        raise
    return respond(BuilderProposal(answers), generation)


def _can_be_corrected(error: QueryError) -> bool:
    """Return whether the form shows every refused field: the number of officers, or a topic that was not chosen."""
    others = {name: reasons for name, reasons in error.errors.items() if name != "sworn"}
    return bool(error.errors) and others in ({}, {"topic": (Message(MessageId.NO_TOPIC),)})


@dataclass(frozen=True, slots=True)
class BuilderForm(CachedContent[OpenGeneration]):
    """The questions, with the answers that were refused, and the reasons by parameter."""

    params: Params = ()
    reasons: Params = ()

    def render(self, generation: OpenGeneration) -> str:
        """Return the page."""
        return _page(generation, filled_form(self.params, localized(generation.searcher.taxonomy), dict(self.reasons)))


def _refused_form(params: Params, error: QueryError) -> BuilderForm:
    return BuilderForm(
        params=tuple((name, value) for name, value in params if is_text(value)),
        reasons=tuple((name, "; ".join(map(translated, reasons))) for name, reasons in error.errors.items()),
    )


@dataclass(frozen=True, slots=True)
class BuilderProposal(CachedContent[OpenGeneration]):
    """The questions with their answers, and the toolkit that is proposed for these."""

    answers: BuilderAnswers

    def render(self, generation: OpenGeneration) -> str:
        """Return the page."""
        taxonomy, params = localized(generation.searcher.taxonomy), answers_to_params(self.answers)
        view = proposal_view(propose(generation.searcher, self.answers), taxonomy, site_urls())
        return _page(generation, filled_form(params, taxonomy, {}), params, view)


def _page(
    generation: OpenGeneration, form: QuestionsForm, params: Params = (), view: ProposalView | None = None
) -> str:
    return render_page(
        "toolkits/builder/builder.html",
        generation,
        form=form,
        view=view,
        params=params,
        canonical=public_site_urls().page("toolkit/build"),
    )
