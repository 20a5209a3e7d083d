"""HTML panels: accordions and tabs are read with their labels; menus, dialogs and other hidden elements are not."""

import pytest

from extraction_results import outcome, texts

NAVIGATION = (
    "<nav><button aria-expanded='false' aria-controls='nm'>Menu</button><ul id='nm' hidden><li>Home</li></ul></nav>"
)


def read(body):
    page = f"<!DOCTYPE html><html><body>{body}</body></html>"
    return "\n\n".join(text for _, text in texts(page.encode(), "page.html"))


def main(body):
    return (
        read(f"{NAVIGATION}<main><h1>Grants</h1><p>Introduction.</p>{body}</main>")
        .removeprefix("Grants\n\nIntroduction.")
        .strip()
    )


LABEL = "Who may apply?"
BUTTON = f"<button aria-expanded='false' aria-controls='a'>{LABEL}</button>"
PANEL = "<div id='a' hidden>Any agency.</div>"
BLIND_BUTTON = f"<button>{LABEL}</button>"  # refers to no panel
BLIND_PANEL = "<div hidden>Any agency.</div>"
LABEL_AND_PANEL = {
    "U.S. Web Design System": (
        f"<div class='usa-accordion'><h2 class='usa-accordion__heading'>{BUTTON}</h2>"
        "<div id='a' class='usa-accordion__content usa-prose' hidden><p>Any agency.</p></div></div>"
    ),
    "panel after its heading": f"<h3>{BLIND_BUTTON}</h3>{BLIND_PANEL}",
    "panel found by its class": f"<h3>{LABEL}</h3><p></p><div class='accordion-panel' hidden>Any agency.</div>",
    "heading in a button": f"<button aria-controls='a'><h3>{LABEL}</h3></button>{PANEL}",
    "role of a heading": f"<div role='heading'>{BLIND_BUTTON}</div>{BLIND_PANEL}",
    "button without a heading": f"{BUTTON}{PANEL}",
    "Bootstrap 4": (
        f"<h3><a data-toggle='collapse' href='#a'>{LABEL}</a></h3>"
        "<div id='a' class='collapse' aria-hidden='true'>Any agency.</div>"
    ),
    "Bootstrap 5": f"<button data-bs-toggle='collapse' data-bs-target='#a'>{LABEL}</button>{PANEL}",
    "jQuery UI": (
        f"<h3 class='ui-accordion-header' role='tab' aria-controls='a' aria-selected='false'>{LABEL}</h3>"
        "<div id='a' role='tabpanel' aria-hidden='true' style='display: none;'>Any agency.</div>"
    ),
    "display: none": (
        f"<button class='accordion'>{LABEL}</button><div class='panel' style='display:none'>Any agency.</div>"
    ),
    "tabs": f"<div role='tablist'><button role='tab' aria-controls='a'>{LABEL}</button></div>{PANEL}",
    "tab panel without an id": (
        f"<div role='tablist'><button role='tab'>{LABEL}</button></div><div role='tabpanel' hidden>Any agency.</div>"
    ),
    "found in page": f"<h3>{BLIND_BUTTON}</h3><div hidden='until-found'>Any agency.</div>",
    "closed details": f"<details><summary>{LABEL}</summary>Any agency.</details>",
    "button in a summary": f"<details><summary>{BLIND_BUTTON}</summary>Any agency.</details>",
    "definition list": f"<dl><dt>{BLIND_BUTTON}</dt><dd hidden>Any agency.</dd></dl>",
    "hidden wrapper": f"<h3>{BUTTON}</h3><div hidden><div><div id='a'>Any agency.</div></div></div>",
    "hidden items": (
        f"<h3>{LABEL}</h3><ul id='a'><li hidden>Any agency.</li></ul><p id='b'></p>"
        "<button aria-controls='a b'>Expand all</button>"
    ),
    "web component": f"<va-accordion-item header='{LABEL}'>Any agency.</va-accordion-item>",
    "shadow root": f"<x-a><template shadowrootmode='open'><h3>{LABEL}</h3>Any agency.</template></x-a>",
    "frame with its document": f"<h3>{LABEL}</h3><iframe srcdoc='&lt;p&gt;Any agency.&lt;/p&gt;'></iframe>",
}


@pytest.mark.parametrize("markup", LABEL_AND_PANEL.values(), ids=LABEL_AND_PANEL)
def test_a_panel_is_read_after_its_label(markup):
    assert main(markup) == "Who may apply?\n\nAny agency."


def test_a_label_in_a_heading_is_the_locator_of_its_panel():
    page = f"<main>{LABEL_AND_PANEL['U.S. Web Design System']}</main>"
    assert texts(page.encode(), "page.html") == [("Who may apply?", "Who may apply?\n\nAny agency.")]


def test_a_panel_in_a_panel_is_read():
    inner = "<h4><button aria-controls='b'>Inner</button></h4><div id='b' hidden>Deep words.</div>"
    assert "Inner\n\nDeep words." in main(
        f"<h3><button aria-controls='a'>Outer</button></h3><div id='a' hidden>{inner}</div>"
    )


@pytest.mark.parametrize(
    "markup",
    [
        "<div hidden>Skip me</div>",
        "<div aria-hidden='true'>Skip me</div>",
        "<button>Skip me</button>",
        "<button aria-expanded='false'>Skip me</button>",
        "<button aria-haspopup='menu' aria-controls='a'>Skip me</button><ul id='a' hidden><li>Skip me</li></ul>",
        "<button data-bs-toggle='modal' data-bs-target='#a'>Skip me</button><p id='a' hidden>Skip me</p>",
        "<button aria-controls='a'>Skip me</button><div id='a' class='usa-modal' hidden>Skip me</div>",
        "<button aria-controls='a'>Skip me</button><div id='a' role='dialog' hidden>Skip me</div>",
        "<button aria-controls='a'>Skip me</button><div id='a' class='cookie-consent' hidden>Skip me</div>",
        "<button aria-controls='a'>Skip me</button><dialog id='a'>Skip me</dialog>",
        "<h3>Title <button>Skip me</button></h3>",
        "<h3><span>Title</span> <button>Skip me</button></h3>",
        "<template><h3>Skip me</h3></template>",
        "<div hidden><h3><button aria-controls='a'>Skip me</button></h3><div id='a' hidden>Skip me</div></div>",
        "<button aria-expanded='true'>Skip me</button><span aria-hidden='true'>Skip me</span>",
    ],
)
def test_what_is_not_a_panel_stays_hidden(markup):
    assert "Skip me" not in main(markup)


def test_the_banner_of_the_government_stays_out_of_pages_without_landmarks():
    banner = (
        "<section class='usa-banner'><div class='usa-accordion'><button aria-controls='g'>How you know</button>"
        "<div id='g' class='usa-accordion__content' hidden>Official websites</div></div></section>"
    )
    story = "Words of the page. " * 20
    assert read(f"{banner}<div><h1>Grants</h1><p>{story}</p></div>") == f"Grants\n\n{story.strip()}"


@pytest.mark.parametrize("wrapper", ["<div aria-hidden='true'>{}</div>", "<div hidden><div>{}</div></div>"])
def test_a_page_saved_behind_a_dialog_is_read(wrapper):
    assert (
        read(wrapper.format("<main><p>All words.</p></main>") + "<div role='dialog'>Subscribe!</div>") == "All words."
    )


@pytest.mark.parametrize("body", ["<body hidden>", "<body aria-hidden='true'>"])
def test_a_hidden_body_is_read(body):
    assert texts(f"<html>{body}<p>All words.</p></body></html>".encode(), "page.html") == [("", "All words.")]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>See <img src='m.png' alt='a map of sites'> here</p>", "See a map of sites here"),
        ("<figure><img alt='A map' src='m.png'><figcaption>The sites</figcaption></figure>", "A map\n\nThe sites"),
        ("<span role='img' aria-label='High risk'>!</span>", "High risk"),
        ("<svg><title>icon</title><desc>Made with</desc><text>Guns</text><text>2019</text></svg>", "Guns\n\n2019"),
        (
            "<p><abbr title='Crime Gun Center'>CGC</abbr> and <abbr title='Crime Gun Center'>CGC</abbr></p>",
            "CGC (Crime Gun Center) and CGC",
        ),
        ("<p><ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby></p>", "漢(kan)"),
    ],
)
def test_what_a_picture_or_acronym_stands_for_is_read(markup, text):
    assert main(markup) == text


@pytest.mark.parametrize(
    "picture", ["<img alt='' src='x.png'>", "<img alt='IMG_1234.jpg'>", "<img aria-hidden='true' alt='x'>"]
)
def test_decoration_has_no_text(picture):
    assert main(f"<p>Words {picture}</p>") == "Words"


MANY = 5_000


@pytest.mark.parametrize(
    "markup",
    [
        "<button aria-controls='a'>x</button>" * MANY + "<ul id='a'>" + "<li hidden>y" * MANY + "</ul>",
        "<h2>" + "<button>x</button>" * MANY + "</h2>",
        "<div hidden>" * MANY,
        "<button>" * MANY,
        "x<div hidden></div>" * MANY,
        f"<button aria-controls='{'a ' * MANY}'>x</button>" * 10,
        "<iframe srcdoc='&lt;iframe srcdoc=x&gt;'></iframe>" * (MANY // 50),
    ],
    ids=["targets", "heading", "hidden", "nested buttons", "siblings", "many targets", "frames"],
)
def test_a_page_of_nothing_but_panels_is_read_or_refused(markup):
    assert outcome(f"<main><p>Words</p>{markup}</main>".encode(), "page.html") in {"text", "empty"}


def test_a_button_inside_of_a_sentence_is_a_word_of_it():
    markup = "<main><p>Ask the <button type='button'>navigator</button>, then wait.</p></main>"
    ((_, text),) = texts(f"<!doctype html>{markup}".encode(), "page.html")
    assert text == "Ask the navigator, then wait."
