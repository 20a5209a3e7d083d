"""The values that each field of a record accepts, and the messages for all others."""

import pytest

from factories import record


def test_an_id_and_a_title_are_enough(valid_record):
    assert valid_record() == record("a", title="T")


def test_empty_fields_count_as_missing(valid_record):
    empty = {"summary": "", "format": None, "topics": [], "documents": None, "agency_size": {}}
    assert valid_record(**empty, keywords=["", "k", " "]) == record("a", title="T", keywords=("k",))


def test_an_unknown_field_without_a_value_is_refused(reasons):
    refused = {where for where, _ in reasons(agency_size={"small": "", "sworn_max:49": ""}, notes=None)}
    assert refused == {"agency_size.small", "agency_size.sworn_max:49", "notes"}


def test_text_is_trimmed_composed_and_stripped_of_control_characters(valid_record):
    assert valid_record(summary=" e\u0301\x00\x1b[0m \n").summary == "\u00e9[0m"


@pytest.mark.parametrize(("written", "nearest"), [("titel", "title"), ("topik", "topics"), ("publised", "published")])
def test_an_unknown_field_is_refused_with_the_nearest_name(reasons, written, nearest):
    assert reasons(**{written: "x"}) == [(written, f"unknown field '{written}': did you mean '{nearest}'?")]


def test_an_unknown_field_similar_to_none_is_refused_with_all_names(reasons):
    ((_, message),) = reasons(zzz="x")
    assert message.startswith("unknown field 'zzz': known fields are id, title, subtitle, ")


@pytest.mark.parametrize(
    ("fields", "where", "message"),
    [
        ({"documents": [{"path": "x", "lable": "y"}]}, "documents[0].lable", "did you mean 'label'?"),
        ({"agency_size": {"min": 1}}, "agency_size.min", "did you mean 'sworn_min'?"),
        ({"identifiers": {"dio": "1"}}, "identifiers.dio", "did you mean 'doi'?"),
        ({"rating": {"scheme": "s", "value": "v", "dat": "1"}}, "rating.dat", "did you mean 'date'?"),
        ({"featured": {"untill": "2026-01-01"}}, "featured.untill", "did you mean 'until'?"),
    ],
)
def test_an_unknown_nested_field_is_refused_with_the_nearest_name(reasons, fields, where, message):
    ((field, reason),) = reasons(**fields)
    assert field == where
    assert reason.endswith(message)


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"topics": ["tecnology"]}, ("topics[0]", "topic 'tecnology': did you mean 'technology'?")),
        ({"format": "Webiners"}, ("format", "format 'Webiners': did you mean 'webinar'?")),
        ({"audiences": ["chief", "cheif"]}, ("audiences[1]", "audience 'cheif': did you mean 'chief'?")),
        ({"engagement": ["ops"]}, ("engagement[0]", "engagement 'ops': did you mean 'operations'?")),
        (
            {"topics": ["zzz"]},
            ("topics[0]", "topic 'zzz' is not known; use one of: technology, gun-violence, crime-analysis"),
        ),
    ],
)
def test_an_unknown_value_is_refused_with_the_nearest_or_all_values(reasons, fields, problem):
    assert reasons(**fields) == [problem]


@pytest.mark.parametrize("field", "title subtitle summary series edition rights language format published url".split())
@pytest.mark.parametrize("value", [["x!", "y!"], {"x": "y"}, True, 1.5])
def test_a_text_field_accepts_only_text(reasons, field, value):
    assert [where for where, _ in reasons(**{field: value})] == [field]


@pytest.mark.parametrize(
    "field", "documents topics audiences engagement publishers authors keywords supersedes related aliases".split()
)
def test_a_list_field_accepts_only_lists(reasons, field):
    message = "must be a list: write [one, two], or one item per line after '- '"
    assert reasons(**{field: True}) == [(field, message)]


@pytest.mark.parametrize("field", "publishers authors keywords aliases topics supersedes".split())
@pytest.mark.parametrize("item", [{"a": "b"}, ["x!", "y!"], False, 0.5, None])
def test_a_list_item_must_be_text(reasons, field, item):
    assert [where for where, _ in reasons(**{field: [item]})] == [f"{field}[0]"]


@pytest.mark.parametrize(
    ("field", "example"),
    [
        ("agency_size", "agency_size: {sworn_max: 49}"),
        ("identifiers", "identifiers: {doi: 10.1000/182}"),
        ("rating", "rating: {scheme: CrimeSolutions, value: Effective}"),
        ("featured", "featured: {from: 2026-05-01, until: 2026-06-01}"),
    ],
)
@pytest.mark.parametrize("value", ["text", 5, ["x"], True])
def test_a_nested_field_accepts_only_fields_and_the_message_shows_them(reasons, field, example, value):
    assert reasons(**{field: value}) == [(field, f"must have fields of its own, such as {example}")]


@pytest.mark.parametrize("field", "documents topics publishers related".split())
def test_a_null_in_a_list_is_refused_with_what_to_do(reasons, field):
    assert reasons(**{field: [None]}) == [(f"{field}[0]", "has no value: write one, or remove the item")]


@pytest.mark.parametrize(
    ("written", "format_value"),
    [
        ("pdf", "publication"), ("PDF", "publication"), (".docx", "publication"), ("Word document", "publication"),
        ("mp4", "webinar"), ("PowerPoint", "webinar"), ("MP3 file", "podcast"), ("Audio", "podcast"),
    ],
)  # fmt: skip
def test_a_kind_of_file_is_not_a_format_and_the_message_says_so(reasons, written, format_value):
    guess = f"is a kind of file: did you mean '{format_value}'? A format says what a resource is: webinar, podcast, "
    ((field, message),) = reasons(format=written)
    assert (field, message.startswith(f"format '{written}' {guess}")) == ("format", True)


@pytest.mark.parametrize("written", ["link", "xlsx", "file"])
def test_a_kind_of_file_for_which_there_is_no_format_is_refused_with_all_formats(reasons, written):
    message = f"format '{written}' is a kind of file. A format says what a resource is: webinar, podcast, publication"
    assert reasons(format=written) == [("format", message)]


@pytest.mark.parametrize(
    ("written", "nearest"),
    [
        ("name", "title"), ("link", "url"), ("Website", "url"), ("tags", "keywords"), ("writer", "authors"),
        ("date", "published"), ("type", "format"), ("Description", "summary"), ("files", "documents"),
        ("length", "duration_s"), ("page count", "pages"), ("organization", "publishers"), ("idioma", "language"),
    ],
)  # fmt: skip
def test_another_name_of_a_field_is_refused_with_the_right_one(reasons, written, nearest):
    assert reasons(**{written: "x"}) == [(written, f"unknown field '{written}': did you mean '{nearest}'?")]


@pytest.mark.parametrize(
    ("written", "example"),
    [
        ("doi", "identifiers: {doi: 10.1000/182}"),
        ("ISBN", "identifiers: {doi: 10.1000/182}"),
        ("sworn_max", "agency_size: {sworn_max: 49}"),
        ("until", "featured: {from: 2026-05-01, until: 2026-06-01}"),
        ("scheme", "rating: {scheme: CrimeSolutions, value: Effective}"),
    ],
)
def test_a_field_that_belongs_within_another_is_refused_with_an_example(reasons, written, example):
    assert reasons(**{written: "x"}) == [(written, f"unknown field '{written}': it belongs within another: {example}")]


def test_a_field_name_with_an_odd_space_or_without_a_space_after_its_colon_is_explained(reasons):
    messages = dict(reasons(**{"\u00a0- path": "x", "pages:12": ""}))
    odd_space, no_space = messages["\u00a0- path"], messages["pages:12"]
    assert odd_space.endswith("there is a non-breaking space in its name, type an ordinary space in its place")
    assert no_space == "put a space after the colon in 'pages:12'"


@pytest.mark.parametrize("record_id", ["a", "0", "a-b-", "2016", "x" * 200])
def test_an_id_has_lowercase_letters_digits_and_hyphens(valid_record, record_id):
    assert valid_record(id=record_id).id == record_id


@pytest.mark.parametrize("record_id", ["A!", "-a", "a, b", "_a", "a/b", "a.b", "\u00e9", "..", "x" * 201])
def test_any_other_id_is_refused(reasons, record_id):
    ((field, message),) = reasons(id=record_id)
    assert field == "id"
    assert message.endswith("is not a valid id: use a-z, 0-9 and hyphens, at most 200 characters")


@pytest.mark.parametrize("field", ["supersedes", "related"])
def test_a_reference_to_a_record_must_be_a_valid_id(reasons, field):
    assert [where for where, _ in reasons(**{field: ["b", "B!"]})] == [f"{field}[1]"]


@pytest.mark.parametrize(
    "url",
    [
        "example", "//example", "ftp://example.org/", "javascript:alert(1)", "data:text/html,x", "http://",
        "http:///a", "http://[::1", "http://example.org:99999/", "file:///etc/passwd",
    ],
)  # fmt: skip
@pytest.mark.parametrize("where", ["url", "documents[0].url", "rating.url"])
def test_a_url_that_is_not_a_web_address_is_refused(reasons, url, where):
    fields = {"url": {"url": url}, "documents[0].url": {"documents": [{"url": url, "path": "a.pdf"}]}}
    problems = reasons(**fields.get(where, {"rating": {"scheme": "s", "value": "v", "url": url}}))
    assert (where, f"'{url}' is not a web address: it must begin with http:// or https://") in problems


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("a@example.org", "is an email address: write the address of a web page"),
        ("mailto:a@example.org", "is an email address: write the address of a web page"),
        ("http://me:secret@example.org/", "contains a user name before @: remove it"),
        ("http://me@example.org/", "contains a user name before @: remove it"),
        ("http://example.org/a b", "contains a space: remove it, or write %20 if it belongs there"),
    ],
)
def test_a_url_with_another_fault_is_refused_with_what_to_do(reasons, url, fault):
    assert reasons(url=url) == [("url", f"'{url}' {fault}")]


@pytest.mark.parametrize("language", ["en", "en-US", "zh-Hant-TW", "ES"])
def test_a_language_is_a_language_code(valid_record, language):
    assert valid_record(language=language).language == language


@pytest.mark.parametrize("language", ["Klingonese", "e", "en-", "english!", "English and Spanish"])
def test_any_other_language_is_refused(reasons, language):
    assert reasons(language=language) == [("language", "must be a language code such as en or es")]


@pytest.mark.parametrize("date", ["2016", "2016-12", "2016-12-31"])
def test_a_publication_date_may_be_partial(valid_record, date):
    assert str(valid_record(published=date).published) == date


@pytest.mark.parametrize("date", ["2016-13", "2016-00-01", "0000", "soon", "Spring 2016", "2014-2016", "2016-Q1"])
def test_an_invalid_date_is_refused(reasons, date):
    ((field, message),) = reasons(published=date)
    assert field == "published"
    assert message.startswith(f"'{date}' is not a date")


@pytest.mark.parametrize(
    ("date", "reason"),
    [
        ("2026-11-31", "is not in the calendar: that month has 30 days"),
        ("2026-02-29", "is not in the calendar: that month has 28 days"),
        ("2026-13-01", "is not a date in the calendar"),
    ],
)
@pytest.mark.parametrize("field", ["published", "added"])
def test_a_day_that_is_not_in_the_calendar_is_refused_with_the_reason(reasons, field, date, reason):
    assert reasons(**{field: date}) == [(field, f"'{date}' {reason}")]


@pytest.mark.parametrize(
    ("date", "reason"),
    [
        ("2016", "has no month and no day: write the full date, such as 2016-05-17"),
        ("2016-12", "has no day: write the full date, such as 2016-12-17"),
    ],
)
def test_a_year_or_month_where_a_day_is_needed_is_refused_with_what_is_missing(reasons, date, reason):
    assert reasons(added=date) == [("added", f"'{date}' {reason}")]


@pytest.mark.parametrize("field", ["added", "reviewed", "featured.from", "featured.until"])
@pytest.mark.parametrize("day", ["2016-W01-1", "soon"])
def test_a_day_in_another_notation_is_refused(reasons, field, day):
    outer, _, inner = field.partition(".")
    message = f"'{day}' is not a full date: write YYYY-MM-DD"
    assert reasons(**{outer: {inner: day} if inner else day}) == [(field, message)]


@pytest.mark.parametrize("field", ["duration_s", "pages", "agency_size.sworn_min", "agency_size.sworn_max"])
@pytest.mark.parametrize("number", [-1, "-1", 1.5, "1.5", "1e3", "many", True, [1, 2]])
def test_a_count_must_be_a_whole_number_of_at_least_zero(reasons, field, number):
    outer, _, inner = field.partition(".")
    assert [where for where, _ in reasons(**{outer: {inner: number} if inner else number})] == [field]


@pytest.mark.parametrize(
    ("field", "limit"),
    [
        ("duration_s", 1_000_000),
        ("pages", 100_000),
        ("agency_size.sworn_min", 100_000),
        ("agency_size.sworn_max", 100_000),
    ],
)
@pytest.mark.parametrize("excess", [1, 10**30])
def test_a_count_has_a_limit(reasons, field, limit, excess):
    outer, _, inner = field.partition(".")
    for number in (limit + excess, str(limit + excess), -excess):
        content = {inner: number} if inner else number
        assert reasons(**{outer: content}) == [(field, f"must be from 0 to {limit:,}")]
    assert reasons(**{outer: {inner: limit} if inner else limit}) == []


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        (
            {"agency_size": {"sworn_min": 50, "sworn_max": 49}},
            ("agency_size.sworn_min", "sworn_min 50 is more than sworn_max 49"),
        ),
        (
            {"featured": {"from": "2026-01-02", "until": "2026-01-01"}},
            ("featured.from", "from 2026-01-02 is after until 2026-01-01"),
        ),
    ],
)
def test_an_empty_range_is_refused(reasons, fields, problem):
    assert reasons(**fields) == [problem]


@pytest.mark.parametrize("field", ["scheme", "value"])
def test_a_rating_has_a_scheme_and_a_value(reasons, field):
    rating = {"scheme": "s", "value": "v"}
    del rating[field]
    assert reasons(rating=rating) == [(f"rating.{field}", "is missing")]


@pytest.mark.parametrize(
    ("fields", "where", "limit"),
    [
        ({"title": "x" * 1_001}, "title", 1_000),
        ({"summary": "x" * 20_001}, "summary", 20_000),
        ({"rights": "x" * 20_001}, "rights", 20_000),
        ({"keywords": ["k", "x" * 601]}, "keywords[1]", 600),
        ({"topics": ["x" * 201]}, "topics[0]", 200),
        ({"url": f"https://example.org/{'x' * 1_981}"}, "url", 2_000),
        ({"language": f"en{'-abcdefgh' * 3}-abcdef"}, "language", 35),
        ({"identifiers": {"isbn": "9" * 201}}, "identifiers.isbn", 200),
        ({"documents": [{"path": "x" * 1_001}]}, "documents[0].path", 1_000),
    ],
)
def test_a_text_has_a_limit(reasons, fields, where, limit):
    assert reasons(**fields) == [(where, f"has {limit + 1:,} characters; the limit is {limit:,}")]


@pytest.mark.parametrize(
    ("field", "item", "limit"), [("keywords", {}, 200), ("related", "B", 100), ("documents", "x", 100)]
)
def test_a_list_has_a_limit_and_a_longer_one_is_refused_with_one_message(reasons, field, item, limit):
    assert reasons(**{field: [item] * 20_000}) == [(field, f"has 20,000 items; the limit is {limit}")]


@pytest.mark.parametrize(
    "character", ["\x85", "\x9f", "\x7f", "\ufffe", "\uffff", "\U0010ffff", "\ufdd0", "\u202e", "\u2066"]
)
def test_characters_that_no_page_or_feed_can_show_are_left_out(valid_record, character):
    record = valid_record(title=f"A{character}B", keywords=[f"{character}k"])
    assert (record.title.replace("\n", ""), record.keywords) == ("AB", ("k",))


@pytest.mark.parametrize(
    "text", ["\u0639\u0631\u0628\u064a", "\U0001f469\u200d\U0001f692", "n\u00f1 \u1e9e", "a\u200fb"]
)
def test_characters_of_every_script_stay(valid_record, text):
    assert valid_record(title=text).title == text


@pytest.mark.parametrize("title", [" ", "\t\n", "\x00"])
def test_a_title_without_visible_characters_is_refused(reasons, title):
    assert reasons(title=title) == [("title", "must not be empty")]
