"""The options of a widget: URL parameters in, canonical parameters, attributes and a search out."""

import pytest

from catalog.errors import QueryError
from catalog.messages import Label, Message, MessageId
from factories import entry, memory_searcher
from webui.embed.options import WidgetMode, WidgetOptions, WidgetTheme
from webui.i18n.messages import SiteMessageId

EVERY_PARAM = (
    ("agency_size", "small"), ("bg", "ffffff"), ("collection", "SPI Spotlight"), ("color", "112233"),
    ("format", "podcast"), ("format", "webinar"), ("hide_credit", "1"), ("label", "Find help"), ("language", "en"),
    ("limit", "8"), ("mode", "list"), ("new_tab", "1"), ("placeholder", "Try lpr"), ("primary", "005ea2"),
    ("published_from", "2015"), ("published_to", "2020-06"), ("q", "shooting"), ("resource", "a-guide"),
    ("site", "Milwaukee"), ("sort", "oldest"), ("sworn", "120"), ("theme", "dark"), ("toolkit", "first-steps"),
    ("topic", "gun-violence"),
)  # fmt: skip


@pytest.fixture
def read():
    searcher = memory_searcher([entry(topics=("gun-violence",))])
    return lambda *params: WidgetOptions.from_params(params, searcher, toolkits=("first-steps", "more-steps"))


@pytest.fixture
def reasons(read):
    """Return a function that reads invalid parameters and returns the reasons of the refusal, by parameter."""

    def read_invalid(*params):
        with pytest.raises(QueryError) as caught:
            read(*params)
        return caught.value.errors

    return read_invalid


def test_without_parameters_everything_has_its_default(read):
    assert read() == WidgetOptions()
    assert WidgetOptions().as_params() == WidgetOptions().attributes() == WidgetOptions().search_params() == ()


def test_every_parameter_is_read_and_written(read):
    assert read(*EVERY_PARAM).as_params() == EVERY_PARAM


def test_options_with_the_same_parameters_are_equal_and_have_the_same_hash(read):
    options, others = read(*EVERY_PARAM), read(*reversed(EVERY_PARAM))
    assert options == others
    assert hash(options) == hash(others)
    assert repr(options) == repr(others)  # it is part of an ETag
    assert repr(options) != repr(read(*EVERY_PARAM[:-1]))


def test_empty_values_and_defaults_are_left_out(read):
    defaults = [("mode", "suggest"), ("limit", "5"), ("theme", "inherit"), ("new_tab", "0"), ("topic", ""), ("bg", "")]
    assert read(*defaults) == WidgetOptions()


def test_attributes_are_called_as_the_element_reads_them(read):
    assert read(*EVERY_PARAM).attributes() == (
        ("mode", "list"), ("query", "shooting"), ("topic", "gun-violence"), ("format", "podcast,webinar"),
        ("agency-size", "small"), ("resource-language", "en"), ("sworn", "120"), ("published-from", "2015"),
        ("published-to", "2020-06"), ("sort", "oldest"), ("site", "Milwaukee"), ("collection", "SPI Spotlight"),
        ("toolkit", "first-steps"), ("label", "Find help"), ("placeholder", "Try lpr"), ("limit", "8"),
        ("theme", "dark"), ("new-tab", ""), ("hide-credit", ""),
    )  # fmt: skip


def test_colors_are_custom_properties(read):
    options = read(("primary", "#005EA2"), ("bg", "FfF"))
    assert options.colors == (("--clearinghouse-primary", "#005ea2"), ("--clearinghouse-bg", "#ffffff"))


def test_the_search_has_the_site_as_a_phrase_and_the_collection_as_a_series(read):
    options = read(("q", "shooting"), ("site", "Kansas City"), ("collection", "SPI Spotlight"), ("topic", "technology"))
    assert options.search_params() == (
        ("q", 'shooting "Kansas City" series:"SPI Spotlight"'),
        ("topic", "technology"),
    )


def test_texts_have_no_marks_that_turn_around_what_follows_them(read):
    options = read(("label", "Find \u202eecilop\u2069"), ("site", "Wa\u2066co"), ("placeholder", "\u202e"))
    assert (options.label, options.site, options.placeholder) == ("Find ecilop", "Waco", "")


def test_alternatives_are_in_parentheses_before_a_site(read):
    assert read(("q", "car OR van"), ("site", "Waco")).words == '(car OR van) "Waco"'
    assert read(("q", "car OR van")).words == "car OR van"


@pytest.mark.parametrize("text", ["OR car", "OR OR car"])
def test_an_alternative_to_nothing_is_a_word(read, text):
    assert read(("q", text), ("site", "Waco")).words == 'car "Waco"'


@pytest.mark.parametrize(
    ("text", "words"),
    [('gun "vio', 'gun vio "Waco"'), ("gun \u201cvio", 'gun vio "Waco"'), ('"gun"', '"gun" "Waco"')],
)
def test_a_lone_quotation_mark_does_not_swallow_the_site(read, text, words):
    assert read(("q", text), ("site", "Waco")).words == words


@pytest.mark.parametrize("site", ['Waco" OR "x', "Waco\u201d OR \u201cx", "Waco\u00bb OR \u201ex"])
def test_a_site_cannot_end_its_own_phrase(read, site):
    assert read(("site", site)).words == '"Waco OR x"'


def test_enumerations_ignore_case(read):
    options = read(("mode", "Results"), ("theme", "AUTO"))
    assert (options.mode, options.theme) == (WidgetMode.RESULTS, WidgetTheme.AUTO)


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("mode", "x", Message(MessageId.UNKNOWN_VALUE, kind=Label("Mode"), value="x", known=tuple(WidgetMode))),
        ("theme", "x", Message(MessageId.UNKNOWN_VALUE, kind=Label("Theme"), value="x", known=tuple(WidgetTheme))),
        ("toolkit", "first-step",
         Message(MessageId.UNKNOWN_VALUE_NEAREST, kind=Label("Toolkit"), value="first-step", nearest="first-steps")),
        ("limit", "21", Message(MessageId.PER_PAGE_OUT_OF_RANGE, limit=20)),
        ("limit", "0", Message(MessageId.PER_PAGE_OUT_OF_RANGE, limit=20)),
        ("limit", "9" * 5000, Message(MessageId.PER_PAGE_OUT_OF_RANGE, limit=20)),
        ("new_tab", "yes", Message(MessageId.NOT_A_FLAG)),
        ("primary", "red", Message(SiteMessageId.NOT_A_COLOR, value="red")),
        ("label", "x" * 201, Message(MessageId.TOO_MANY_CHARACTERS, limit=200)),
        ("site", "a\x00b", Message(MessageId.NOT_TEXT)),
        ("topic", "gun violense",
         Message(MessageId.UNKNOWN_VALUE_NEAREST, kind=Label("Topic"), value="gun violense", nearest="gun-violence")),
        ("colour", "000000", Message(MessageId.UNKNOWN_PARAMETER_NEAREST, nearest="color")),
    ],
)  # fmt: skip
def test_a_value_that_is_not_allowed_is_refused_with_the_reason(reasons, name, value, reason):
    assert reasons((name, value)) == {name: (reason,)}


def test_a_page_of_results_is_no_option(reasons):
    assert list(reasons(("page", "2"), ("explain", "1"))) == ["page", "explain"]


def test_all_refused_parameters_are_named_at_once(reasons):
    assert set(reasons(("mode", "x"), ("topic", "x"), ("limit", "x"), ("zzz", "x"))) == {
        "mode",
        "topic",
        "limit",
        "zzz",
    }


def test_a_parameter_given_twice_is_refused(reasons):
    assert reasons(("site", "Waco"), ("site", "Flint")) == {"site": (Message(MessageId.GIVEN_TWICE),)}


def test_words_that_are_too_long_together_with_the_site_are_refused(reasons):
    assert reasons(("q", "x" * 995), ("site", "Waco")) == {"q": (Message(MessageId.TOO_MANY_CHARACTERS, limit=1000),)}
