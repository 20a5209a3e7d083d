"""The pages to check, and the violations that axe finds on a page at both widths and in both color schemes."""

from pathlib import Path

import axe_playwright_python

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
PAGES = {
    "home": "/",
    "search": "/search?q=plate+readers",
    "browse": "/search",
    "filtered": "/search?q=shooting&topic=gun-violence&format=podcast&published_from=2001&sworn=20&page=2",
    "best bets": "/search?q=where+to+begin",
    "recommended": "/search?q=vecinos",
    "best bet elsewhere": "/search?q=elsewhere",
    "relaxed": "/search?q=which+cameras+have+elephants",
    "nothing found": "/search?q=zzzqqq&topic=technology",
    "long title": "/search?q=long+title",
    "topics": "/topics",
    "topic": "/topics/technology",
    "resource": "/resources/guide",
    "documents": "/resources/questions",
    "no address": "/resources/lonely",
    "very long title": "/resources/long",
    "text": "/resources/guide/text/1",
    "last page of a text": "/resources/long/text/1?page=2",
    "table": "/resources/questions/text/2",
    "page of a document": "/resources/guide/documents/1/pages/2?q=retention",
    "help": "/help/search",
    "open data": "/api",
    "written page": "/approach",
    "about": "/about",
    "team": "/team",
    "contact": "/contact?q=robbery",
    "disclaimer": "/disclaimer",
    "privacy": "/privacy",
    "sites": "/sites",
    "no such sites": "/sites?approach=diagnostic&state=OH",
    "found on the site": "/search?q=liaisons",
    "mistyped": "/search?q=shooting&sworn=many&published_from=last+year",
    "wrong parameter": "/search?topic=nothing&colour=red",
    "toolkit": "/toolkit",
    "toolkits": "/toolkits",
    "featured toolkit": "/toolkits/cameras",
    "builder": "/toolkit/build",
    "proposal": "/toolkit/build?topic=technology&format=podcast&sworn=40&audience=chief",
    "builder mistyped": "/toolkit/build?sworn=many",
    "embed builder": "/embed",
    "embed builder with colors": "/embed?mode=results&topic=technology&primary=b50909&bg=ffffff&color=1b1b1b",
    "embed builder with a toolkit": "/embed?mode=list&toolkit=cameras&limit=3&theme=dark&lang=es",
    "embed builder mistyped": "/embed?primary=red&limit=99",
    "not found": "/nothing",
}
"""The URL of every page, in each of its states."""
SPANISH_PAGES = {
    name: f"/es{PAGES[name]}"
    for name in (
        "home",
        "search",
        "nothing found",
        "topics",
        "topic",
        "resource",
        "text",
        "help",
        "open data",
        "written page",
    )
} | {
    "about in Spanish": "/es/about",
    "contact in Spanish": "/es/contact",
    "disclaimer in Spanish": "/es/disclaimer",
    "privacy in Spanish": "/es/privacy",
    "builder in Spanish": "/es/toolkit/build",
    "proposal in Spanish": "/es/toolkit/build?topic=technology&sworn=40",
    "sites in Spanish": "/es/sites",
    "not translated": "/es/team",
    "toolkit in Spanish": "/es/toolkit",
    "toolkits in Spanish": "/es/toolkits",
    "featured toolkit in Spanish": "/es/toolkits/cameras",
    "embed builder in Spanish": "/es/embed?mode=results&primary=b50909&bg=ffffff&color=1b1b1b&audience=chief",
    "embed builder mistyped in Spanish": "/es/embed?primary=rojo",
    "mistyped in Spanish": "/es/search?q=shooting&sworn=many",
    "not found in Spanish": "/es/nothing",
}
"""The URLs of the same pages in Spanish."""
FRAME_PAGES = {
    "search in a frame": "/embed/frame?theme=auto&topic=technology",
    "list in a frame": "/embed/frame?mode=list&theme=auto&topic=gun-violence",
    "toolkit in a frame": "/embed/frame?mode=list&theme=auto&toolkit=cameras&limit=20",
    "resource in a frame": "/embed/frame?mode=list&theme=auto&resource=guide",
    "dark frame": "/embed/frame?mode=list&theme=dark",
    "error in a frame": "/embed/frame?mode=none&topic=none",
    "search in a frame, in Spanish": "/es/embed/frame?theme=auto",
    "list in a frame, in Spanish": "/es/embed/frame?mode=list&theme=auto",
    "toolkit in a frame, in Spanish": "/es/embed/frame?mode=list&theme=auto&toolkit=cameras",
    "resource in a frame, in Spanish": "/es/embed/frame?mode=list&theme=auto&resource=vecinos",
}
"""The URLs of the page for iframes, which has neither header nor footer."""

OPTIONS = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"label-content-name-mismatch": {"enabled": True}, "target-size": {"enabled": True}},
}
COLOR_OPTIONS = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}
"""The rules that check colors; the results of all others do not depend on the color scheme."""
RUNS = ((360, "light", OPTIONS), (360, "dark", COLOR_OPTIONS), (1280, "light", COLOR_OPTIONS), (1280, "dark", OPTIONS))
"""Every rule at both widths, and the rules about colors in both color schemes at both widths."""
RUNS_IN_SPANISH = ((360, "light", OPTIONS), (1280, "dark", OPTIONS))
"""The same without those about colors alone: pages have the same colors in both languages."""


LOAD_LISTS = """async () => {
  for (const widget of document.querySelectorAll("clearinghouse-search[mode=list]")) {
    widget.scrollIntoView();
    for (let frame = 0; frame < 300 && (!widget.shadowRoot || widget.shadowRoot.querySelector("slot")); frame++)
      await new Promise(requestAnimationFrame);
  }
  scrollTo(0, 0);
}"""
"""Lists load when they come into view: axe would see the page change."""


def load_lists(page):
    """Wait for the lists of the widgets on a page."""
    page.evaluate(LOAD_LISTS)


def axe_violations(page, runs=RUNS):
    """Return a line for each violation on the loaded page: width, color scheme, rule, elements and explanation."""
    page.evaluate(AXE)
    lines = []
    for width, scheme, options in runs:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        lines += [f"{width} px, {scheme}: {violation}" for violation in _violations(page, options)]
    return lines


def violations_as_shown(page, options=OPTIONS):
    """Return a line for each violation on the page as it is: rule, elements, also in shadow roots, and explanation."""
    page.evaluate(AXE)
    return _violations(page, options)


def _violations(page, options):
    lines = []
    for violation in page.evaluate("options => axe.run(document, options)", options)["violations"]:
        selectors = [" ".join(map(str, node["target"])) for node in violation["nodes"]]
        lines.append(f"{violation['id']} at {selectors}: {violation['nodes'][0]['failureSummary']}")
    return lines
