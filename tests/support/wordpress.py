"""What WordPress does with the HTML of an oEmbed provider that it does not know, and the script of its pages.

Written after `wp_filter_oembed_result` in wp-includes/embed.php and wp-includes/js/wp-embed.js of WordPress 6.
"""

import re

from bs4 import BeautifulSoup

ALLOWED_ATTRIBUTES = {
    "a": {"href"},
    "blockquote": set(),
    "iframe": {"src", "width", "height", "frameborder", "marginwidth", "marginheight", "scrolling", "title"},
}
EMBED = re.compile(r"(<blockquote>.*?</blockquote>)?.*(<iframe.*?></iframe>)", re.DOTALL)
FRAME_KEY = "Ab3dEf6hIj"
SCRIPT = """
addEventListener("message", ({ data, source }) => {
  (window.received ??= []).push(data);
  for (const frame of document.querySelectorAll(`iframe[data-secret="${data.secret}"]`)) {
    if (frame.contentWindow !== source) continue;
    document.querySelector(`blockquote[data-secret="${data.secret}"]`).style.display = "none";
    frame.removeAttribute("style");
    if (data.message === "height") frame.height = Math.min(Math.max(parseInt(data.value, 10), 200), 1000);
    const isSameHost = new URL(data.value, location).host === new URL(frame.src).host;
    if (data.message === "link" && isSameHost && document.activeElement === frame) location.href = data.value;
  }
});
"""
"""The messages that WordPress understands; `received` has all of them."""


def filtered(html):
    """Return the HTML that WordPress puts into a page, None if it refuses it."""
    content = EMBED.search(_sanitized(html))
    if content is None or not content[2]:
        return None
    parts = BeautifulSoup((content[1] or "") + content[2], "html.parser")
    frame, quote = parts.iframe, parts.blockquote
    frame.attrs |= {"src": f"{frame['src']}#?secret={FRAME_KEY}", "data-secret": FRAME_KEY}
    frame.attrs |= {"class": "wp-embedded-content", "sandbox": "allow-scripts", "security": "restricted"}
    if quote:
        quote.attrs |= {"class": "wp-embedded-content", "data-secret": FRAME_KEY}
        frame["style"] = "position: absolute; visibility: hidden;"
    return str(parts)


def _sanitized(html):
    """Return the HTML with the allowed elements and attributes alone."""
    parts = BeautifulSoup(html, "html.parser")
    for element in parts.find_all():
        if element.name in ALLOWED_ATTRIBUTES:
            allowed = ALLOWED_ATTRIBUTES[element.name]
            element.attrs = {name: value for name, value in element.attrs.items() if name in allowed}
        else:
            element.unwrap()
    return str(parts)
