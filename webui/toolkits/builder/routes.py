"""The toolkit builder: four questions on one page, and below them the first toolkit that is proposed."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Blueprint, Response, render_template

from catalog.errors import QueryError
from catalog.messages import Message, MessageId
from catalog.recommend.recommend import propose
from catalog.schemas import answers_from_pairs, answers_to_pairs
from catalog.search.searcher import Searcher
from webui.context import app_context, key, own_links, public_links
from webui.http.params import is_text, typed_pairs
from webui.i18n.labels import localized, offered
from webui.i18n.locale import language
from webui.i18n.messages import translated
from webui.toolkits.builder.form import Form, filled_form
from webui.toolkits.builder.proposal import ProposalView, proposal_view

builder = Blueprint("builder", __name__)

Pairs = tuple[tuple[str, str], ...]


@builder.get("/toolkit/build")
def build() -> Response:
    """Ask the questions; once they are answered, propose a toolkit; an answer not understood can be mended."""
    site = app_context()
    searcher, pairs = site.live.current(), tuple(typed_pairs())
    if not any(value.strip() for _, value in pairs):
        return site.answers.respond(key(searcher, "build"), lambda: _page(searcher, _form(searcher, ())))
    try:
        answers = answers_from_pairs(pairs, searcher.taxonomy, searcher, language())
    except QueryError as error:
        if _can_be_mended(error):
            return _to_mend(searcher, pairs, error)
        raise
    asked = answers_to_pairs(answers)

    def make() -> str:
        proposal = propose(searcher, answers)
        view = proposal_view(proposal, localized(searcher.taxonomy), own_links())
        return _page(searcher, _form(searcher, asked), asked, view)

    return site.answers.respond(key(searcher, "build", *asked), make)


def _can_be_mended(error: QueryError) -> bool:
    """Tell whether every fault is in a number, or is a topic that was not chosen."""
    faults = {name: found for name, found in error.errors.items() if name != "sworn"}
    return bool(error.errors) and faults in ({}, {"topic": (Message(MessageId.NO_TOPIC),)})


def _to_mend(searcher: Searcher, pairs: Pairs, error: QueryError) -> Response:
    typed = [(name, value) for name, value in pairs if is_text(value)]
    faults = {name: "; ".join(map(translated, found)) for name, found in error.errors.items()}
    form = filled_form(typed, localized(searcher.taxonomy), faults)
    body = app_context().answers.body(key(searcher, "build-mend", form), lambda: _page(searcher, form))
    response = Response(body, 400, mimetype="text/html")
    response.headers["Cache-Control"] = "no-store"
    return response


def _form(searcher: Searcher, pairs: Iterable[tuple[str, str]]) -> Form:
    return filled_form(pairs, localized(searcher.taxonomy), {})


def _page(searcher: Searcher, form: Form, asked: Pairs = (), view: ProposalView | None = None) -> str:
    return render_template(
        "toolkits/builder/builder.html",
        form=form,
        view=view,
        pairs=asked,
        canonical=public_links().page("toolkit/build"),
        **offered(searcher.taxonomy),
    )
