"""The embed builder: a form with the options of a widget, its preview, and the code to copy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from flask import Blueprint, Response

from catalog.errors import QueryError
from catalog.live import OpenGeneration
from catalog.messages import Label, MessageId, to_translate
from catalog.schemas.base.vocabulary import unknown_value
from catalog.schemas.queries.query import refuse
from catalog.schemas.queries.query_fields import quoted
from webui.context import app_context, public_site_urls, site_urls
from webui.embed.builder.form import LANGUAGE_PARAMETER, PICKED_FIRST, embed_form, form_shows
from webui.embed.builder.output import EmbedOutput, embed_output
from webui.embed.options import WidgetOptions
from webui.embed.releases import widget_releases
from webui.embed.snippets import WIDGET_FILE, EmbeddedWidget, relevant_options
from webui.http.params import Params, is_text, page_params
from webui.i18n.labels import localized
from webui.i18n.locale import LANGUAGES, language
from webui.i18n.messages import translated
from webui.responses import CachedContent, render_page, respond, respond_with_error
from webui.urls import SiteUrls

TYPES_FILE = "clearinghouse-search.d.ts"
embed_builder = Blueprint("embed_builder", __name__)
WIDGET_LANGUAGE = to_translate("Language")


@embed_builder.get("/embed")
def build_embed() -> Response:
    """Show the form with the code for its values; show it again for values that were refused."""
    generation = app_context().live.current_generation()
    params = tuple(page_params())
    try:
        content = _builder_page(params, generation)
    except QueryError as error:
        if not form_shows(error.errors.keys()):
            raise
        return respond_with_error(_refused_page(params, error), generation)
    return respond(content, generation)


@dataclass(frozen=True, slots=True)
class EmbedBuilderPage(CachedContent[OpenGeneration]):
    """The embed builder with the code of a widget; `widget_language` is the language of its texts."""

    options: WidgetOptions
    widget_language: str

    def render(self, generation: OpenGeneration) -> str:
        """Return the page."""
        own_language = () if self.widget_language == language() else ((LANGUAGE_PARAMETER, self.widget_language),)
        params = tuple(sorted((*self.options.as_params(), *own_language)))
        output = embed_output(
            self._widget(generation, app_context().public_urls), self._widget(generation, site_urls())
        )
        return _page(generation, params, {}, output)

    def _widget(self, generation: OpenGeneration, urls: SiteUrls) -> EmbeddedWidget:
        options = relevant_options(self.options)
        titles = {featured.name: featured.toolkit.title for featured in generation.editorial.toolkits}
        own_urls = replace(urls, language=self.widget_language)
        return EmbeddedWidget(options, widget_releases().latest, own_urls, titles.get(options.toolkit, ""))


@dataclass(frozen=True, slots=True)
class RefusedEmbedBuilder(CachedContent[OpenGeneration]):
    """The embed builder with values that were refused, and the reasons by parameter."""

    params: Params
    reasons: Params

    def render(self, generation: OpenGeneration) -> str:
        """Return the page, without code."""
        return _page(generation, self.params, dict(self.reasons))


def _builder_page(params: Params, generation: OpenGeneration) -> EmbedBuilderPage:
    """Return the page for parameters; raise QueryError with the reasons by parameter."""
    codes = [value.strip().casefold() for name, value in params if name == LANGUAGE_PARAMETER and value.strip()]
    toolkits = [featured.name for featured in generation.editorial.toolkits]
    others = [param for param in params if param[0] != LANGUAGE_PARAMETER]
    options = WidgetOptions.from_params(others, generation.searcher, toolkits)
    if unknown := next((code for code in codes if code not in LANGUAGES), ""):
        reason = unknown_value(Label(WIDGET_LANGUAGE), quoted(unknown), tuple(LANGUAGES))
        refuse({LANGUAGE_PARAMETER: [reason]}, MessageId.REQUEST_NOT_UNDERSTOOD)
    return EmbedBuilderPage(options, codes[0] if codes else language())


def _refused_page(params: Params, error: QueryError) -> RefusedEmbedBuilder:
    return RefusedEmbedBuilder(
        params=tuple((name, value) for name, value in params if is_text(value)),
        reasons=tuple((name, "; ".join(map(translated, reasons))) for name, reasons in error.errors.items()),
    )


def _page(
    generation: OpenGeneration, params: Params, reasons: Mapping[str, str], output: EmbedOutput | None = None
) -> str:
    taxonomy, toolkits = localized(generation.searcher.taxonomy), generation.editorial.toolkits
    return render_page(
        "embed/builder.html",
        generation,
        form=embed_form(params, taxonomy, toolkits, language(), reasons),
        first_colors=PICKED_FIRST,
        output=output,
        params=params,
        canonical=public_site_urls().page("embed"),
        types_url=app_context().public_urls.widget_file(widget_releases().latest.version, TYPES_FILE),
        script_url=site_urls().widget_file(widget_releases().latest.version, WIDGET_FILE),
    )
