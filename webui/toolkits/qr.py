"""A URL as a QR code (ISO/IEC 18004)."""

from __future__ import annotations

import segno
from markupsafe import Markup

QUIET_ZONE_MODULES = 4
"""The white border around the code that the standard requires, in modules."""


def qr_svg(url: str) -> Markup:
    """Return an SVG element, black on white in any color scheme and hidden from screen readers."""
    code = segno.make(url, error="m", micro=False)
    svg: str = code.svg_inline(
        border=QUIET_ZONE_MODULES, dark="#000", light="#fff", svgclass="qr", lineclass=None, omitsize=True
    )
    return Markup(svg.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1))  # noqa: S704  # only its own
