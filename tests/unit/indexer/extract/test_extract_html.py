"""HTML: main content without navigation, headings with their ids, every encoding, and hostile pages."""

import pytest

from catalog.model import Locator, LocatorKind
from extraction_results import outcome, texts
from indexer.extract import extract

STORY = "Outreach workers talk to the people most at risk, day and night, and follow up after every shooting. " * 3


def page(body, head=""):
    return f"<!DOCTYPE html><html lang='en-US'><head>{head}</head><body>{body}</body></html>".encode()


def text_of(data):
    return "\n".join(section.text for section in extract(data, "page.html").sections)


def test_headings_are_locators_with_their_ids_and_text_before_them_has_no_locator():
    document = extract(page("<main><p>Intro.</p><h2 id='why'>Why it works</h2><p>Because.</p></main>"), "page.html")
    assert [(section.locator, section.text) for section in document.sections] == [
        (Locator(), "Intro."),
        (Locator(LocatorKind.HEADING, "Why it works", "why"), "Why it works\n\nBecause."),
    ]


@pytest.mark.parametrize(
    "markup",
    [
        "<h2><a id='why'></a>Why</h2>",
        "<h2><a name='why'>Why</a></h2>",
        "<h2><span id='why'>Why</span></h2>",
        "<a id='why'></a><h2>Why</h2>",
        "<section id='why'><h2>Why</h2></section>",
    ],
)
def test_an_anchor_in_or_directly_before_a_heading_is_its_fragment(markup):
    (section,) = extract(page(f"<main>{markup}</main>"), "page.html").sections
    assert section.locator.fragment == "why"


def test_an_id_with_text_between_it_and_the_heading_is_not_its_fragment():
    sections = extract(page("<main><p id='top'>Text.</p><h2>Why</h2></main>"), "page.html").sections
    assert sections[-1].locator == Locator(LocatorKind.HEADING, "Why", "")


def test_an_id_is_a_url_fragment():
    (section,) = extract(page("<main><h1 id='qué es \"x\"'>Qué</h1></main>"), "page.html").sections
    assert section.locator.fragment == "qu%C3%A9%20es%20%22x%22"


def test_the_label_of_a_heading_has_at_most_120_characters_and_no_permalink():
    (section,) = extract(page(f"<main><h1>{'Long ' * 60}<a href='#x'>¶</a></h1></main>"), "page.html").sections
    assert len(section.locator.label) <= 120
    assert "¶" not in section.text


@pytest.mark.parametrize(
    "furniture",
    [
        "<nav>Skip me</nav>",
        "<header>Skip me</header>",
        "<footer>Skip me</footer>",
        "<aside>Skip me</aside>",
        "<script>Skip me</script>",
        "<style>Skip me</style>",
        "<template>Skip me</template>",
        "<noscript>Skip me</noscript>",
        "<form><button>Skip me</button><select><option>Skip me</select></form>",
        "<div role='navigation'>Skip me</div>",
        "<div hidden>Skip me</div>",
        "<!-- Skip me -->",
    ],
)
def test_navigation_and_page_furniture_are_left_out_even_without_landmarks(furniture):
    assert text_of(page(f"{furniture}<p>{STORY}</p>")) == STORY.strip()


def test_a_header_inside_the_article_is_content():
    assert "By the lab" in text_of(page("<article><header>By the lab</header><p>Text.</p></article>"))


@pytest.mark.parametrize("landmark", ["<main>{}</main>", "<div role='main'>{}</div>", "<article>{}</article>"])
def test_landmarks_are_the_content(landmark):
    document = extract(page(f"<div>Menu and adverts</div>{landmark.format(STORY)}"), "page.html")
    assert ([section.text for section in document.sections], document.method) == ([STORY.strip()], "landmark")


def test_without_landmarks_the_densest_element_without_its_menus_is_the_content():
    links = "".join(f"<li><a href='/{n}'>Link number {n}</a></li>" for n in range(9))
    document = extract(
        page(f"<ul>{links}</ul><div><ul>{links}</ul><p>{STORY}</p></div><div>Imprint</div>"), "page.html"
    )
    assert ([section.text for section in document.sections], document.method) == ([STORY.strip()], "density")


def test_a_page_with_only_links_is_read_in_full():
    links = "".join(f"<p><a href='/{n}'>Report number {n}</a></p>" for n in range(9))
    document = extract(page(f"<div>{links}</div>"), "page.html")
    assert document.method == "whole"
    assert "Report number 8" in document.sections[0].text


def test_a_table_row_is_one_line_and_a_line_break_stays():
    table = "<table><tr><th>City</th><th>Cases</th></tr><tr><td>Tulsa</td><td>12</td></tr></table>"
    assert text_of(page(f"<main>{table}<p>One<br>two</p></main>")) == "City | Cases\n\nTulsa | 12\n\nOne\ntwo"


def test_title_and_language_are_those_of_the_page():
    document = extract(page("<main>Text</main>", "<title> Gun  tracing </title>"), "page.html")
    assert (document.title, document.language) == ("Gun tracing", "en-US")


@pytest.mark.parametrize("lang", ["english please", "", "x" * 50])
def test_a_language_that_is_not_a_language_tag_is_left_out(lang):
    assert extract(f"<html lang='{lang}'><body><main>Text</main></body></html>".encode(), "page.html").language == ""


@pytest.mark.parametrize(
    ("encoding", "meta"),
    [
        ("windows-1252", "<meta charset='iso-8859-1'>"),
        ("windows-1252", ""),
        ("utf-8", ""),
        ("utf-8", "<meta charset='windows-1252'>"),
        ("utf-16", ""),
        ("utf-8-sig", ""),
    ],
)
def test_every_encoding_gives_the_same_text(encoding, meta):
    text = "The chief\u2019s “café” in Zürich, a naïve résumé"
    data = f"<html><head>{meta}</head><body><main><p>{text}</p></main></body></html>".encode(encoding)
    assert text_of(data) == text


def test_a_declared_east_asian_encoding_is_used():
    data = "<html><meta charset=shift_jis><main><p>警察は市民の安全を守る</p></main></html>".encode("shift_jis")
    assert text_of(data) == "警察は市民の安全を守る"


MANY = 20_000


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * MANY,
        "<b>" * MANY + "</i>" * MANY,
        "<b></i>" * MANY,
        "<!--" * MANY,
        "<a href='" * MANY,
        "<" * MANY,
        "</" + "x" * 10 * MANY,
        "<p " + " ".join(f"a{n}=1" for n in range(10 * MANY)) + ">",
        "<table><tr><td>" * (MANY // 4),
        "<h1>" * MANY,
    ],
    ids=[
        "deep",
        "stray ends",
        "mixed ends",
        "comments",
        "quotes",
        "brackets",
        "end tag",
        "attributes",
        "tables",
        "headings",
    ],
)
def test_a_hostile_page_is_read_or_refused(markup):
    assert outcome(page(f"<main><p>Words</p>{markup}</main>"), "page.html") in {"text", "empty"}


def test_deeply_nested_text_is_read():
    assert "at the bottom" in text_of(page("<div>" * 5_000 + "at the bottom"))


def test_a_page_without_text_is_refused_as_empty():
    assert outcome(page("<main><img src='x.png'></main>"), "page.html") == "empty"


def test_a_page_that_omits_the_end_of_its_head_is_read():
    assert text_of(b"<!DOCTYPE html><title>T</title><meta charset=utf-8><main><p>Words</p></main>") == "Words"


def test_xhtml_and_a_fragment_that_looks_like_a_file_name_are_read():
    xhtml = b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><body><main>Words</main></body></html>"
    assert (text_of(xhtml), text_of(b"report.html <b>")) == ("Words", "report.html")


def test_two_headings_make_two_sections():
    data = page("<main><h1>One</h1>a<h2>Two</h2>b</main>")
    assert texts(data, "x.html") == [
        ("One", "One\n\na"),
        ("Two", "Two\n\nb"),
    ]


@pytest.mark.parametrize(
    "part",
    [
        "<section><header>Skip me not</header></section>",
        "<blockquote>Words.<footer>Skip me not</footer></blockquote>",
        "<article><footer><ol><li>Skip me not</li></ol></footer></article>",
        "<figure><footer>Skip me not</footer></figure>",
    ],
)
def test_the_header_and_footer_of_a_part_of_a_page_are_content(part):
    assert "Skip me not" in text_of(page(f"<main><p>{STORY}</p>{part}</main>"))


def test_the_footer_of_the_page_inside_its_main_landmark_is_left_out():
    assert text_of(page(f"<main><p>{STORY}</p><footer>Skip me</footer></main>")) == STORY.strip()


def test_a_main_landmark_with_only_the_title_is_not_the_content():
    story = STORY * 20
    assert STORY.strip() in text_of(page(f"<main><h1>Why</h1></main><div><p>{story}</p></div>"))


def test_a_short_main_landmark_is_the_content_beside_many_links():
    links = "".join(f"<li><a href='/{n}'>Link number {n}</a></li>" for n in range(500))
    assert text_of(page(f"<ul>{links}</ul><main><p>Short words.</p></main>")) == "Short words."


def test_articles_with_less_than_half_of_the_text_are_not_all_of_the_content():
    teasers = "".join(f"<article><h3>News {n}</h3><p>{STORY}</p></article>" for n in range(2))
    assert (
        text_of(page(f"<div><section><p>{STORY * 3} To the end.</p></section>{teasers}</div>")).count("To the end.")
        == 1
    )
