"""A toolkit as one HTML file that works offline: it contains its styles, and has no scripts or images."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined

from webui.branding import SITE_NAME
from webui.formats.toolkits.document_model import document_model_of
from webui.formats.toolkits.source import ToolkitSource
from webui.i18n.locale import gettext, ngettext

_TEMPLATES = Environment(
    loader=PackageLoader("webui"),
    autoescape=True,
    undefined=StrictUndefined,
    extensions=["jinja2.ext.i18n"],
    trim_blocks=True,
    lstrip_blocks=True,
)
_TEMPLATES.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]  # by the extension
_TEMPLATES.policies["ext.i18n.trimmed"] = True


def toolkit_html(source: ToolkitSource) -> str:
    """Return the page, to be encoded as UTF-8."""
    return _TEMPLATES.get_template("formats/toolkit.html").render(model=document_model_of(source), site_name=SITE_NAME)
