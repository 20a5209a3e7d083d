"""Settings come from four sources in order of precedence, and an invalid setting is refused by name."""

import os
from dataclasses import fields
from pathlib import Path

import pytest

from catalog.errors import ConfigError
from catalog.search.ports import load_engine
from catalog.settings import BOUNDS, CONFIG_FILE, Settings, load_settings
from paths import ROOT


@pytest.fixture
def load(tmp_path):
    """Return a function that loads settings from the text of a file, an environment and flags."""

    def load_sources(file="", environ=None, **flags):
        if file:
            (tmp_path / CONFIG_FILE).write_text(file, encoding="utf-8")
        return load_settings(flags, environ=environ or {}, folder=tmp_path)

    return load_sources


def test_without_any_source_the_defaults_apply(load):
    assert load() == Settings()


def test_the_file_overrides_the_defaults(load):
    assert load('contact = "file@example.org"').contact == "file@example.org"


def test_the_environment_overrides_the_file(load):
    settings = load('contact = "file"\nengine = "memory"', {"CATALOG_CONTACT": "environment"})
    assert (settings.contact, settings.engine) == ("environment", "memory")


def test_the_command_line_overrides_the_environment(load):
    assert load('contact = "file"', {"CATALOG_CONTACT": "environment"}, contact="flag").contact == "flag"


def test_a_flag_that_is_none_overrides_nothing(load):
    assert load(environ={"CATALOG_DATA": "elsewhere"}, data=None).data == Path("elsewhere")


@pytest.mark.parametrize("name", [field.name for field in fields(Settings)])
def test_the_environment_can_set_every_setting(load, name):
    default = getattr(Settings(), name)
    text = ",".join(default) if isinstance(default, tuple) else str(default)
    assert getattr(load(environ={f"CATALOG_{name.upper()}": text}), name) == default


def test_other_environment_variables_are_ignored(load):
    assert load(environ={"PATH": "/bin", "CATALOGUE": "x", "CATALOG_BENCH_DATA": "/data"}) == Settings()


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("CORPUS", "some/where", Path("some/where")),
        ("CONCURRENT_SEARCHES", "3", 3),
        ("DOCUMENT_WALL_S", "2.5", 2.5),
        ("DOCUMENT_WALL_S", "2", 2.0),
        ("TRUSTED_HOSTS", "a.example.org, b.example.org,", ("a.example.org", "b.example.org")),
        ("TRUSTED_HOSTS", "", ()),
        ("PUBLIC_URL", "https://example.org/", "https://example.org"),
        ("MCP", "False", False),
    ],
)
def test_a_value_is_converted_to_the_type_of_its_setting(load, name, text, value):
    assert getattr(load(environ={f"CATALOG_{name}": text}), name.lower()) == value


@pytest.mark.parametrize(
    ("line", "name", "value"),
    [
        ('corpus = "c"', "corpus", Path("c")),
        ("concurrent_searches = 3", "concurrent_searches", 3),
        ("document_wall_s = 3", "document_wall_s", 3.0),
        ('trusted_hosts = ["a", "b"]', "trusted_hosts", ("a", "b")),
    ],
)
def test_the_file_may_use_toml_types(load, line, name, value):
    assert getattr(load(line), name) == value


@pytest.mark.parametrize(
    ("sources", "message"),
    [
        ({"file": '\ncorpsu = "x"'}, f"unknown setting 'corpsu' in {CONFIG_FILE}, line 2: did you mean 'corpus'?"),
        ({"file": "\n[sites]\nx = 1"}, f"unknown setting 'sites' in {CONFIG_FILE}, line 2"),
        (
            {"environ": {"CATALOG_DTA": "x"}},
            "unknown setting 'dta' in the environment (CATALOG_DTA): did you mean 'data'?",
        ),
        ({"engin": "x"}, "unknown setting 'engin' in the command line: did you mean 'engine'?"),
        (
            {"file": "zzz = 1"},
            f"unknown setting 'zzz' in {CONFIG_FILE}, line 1; known settings are corpus, data, engine, ",
        ),
    ],
)
def test_an_unknown_setting_is_refused_with_the_nearest_or_all_known_names(load, sources, message):
    with pytest.raises(ConfigError) as caught:
        load(**sources)
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            'concurrent_searches = "many"',
            f"setting 'concurrent_searches' in {CONFIG_FILE}, line 1: 'many' is not a whole number",
        ),
        ("concurrent_searches = 1.5", "'1.5' is not a whole number"),
        ("concurrent_searches = true", "'True' is not a whole number"),
        ('document_wall_s = "soon"', "'soon' is not a number"),
        ("trusted_hosts = 5", "'5' is not a list"),
        ("contact = 5", "'5' is not a text"),
        ("[data]", "line 1: '{}' is not a path"),
    ],
)
def test_a_value_of_the_wrong_type_is_refused(load, line, message):
    with pytest.raises(ConfigError) as caught:
        load(line)
    assert message in str(caught.value)


@pytest.mark.parametrize("name", BOUNDS)
@pytest.mark.parametrize("excess", [-1, 1])
def test_a_number_out_of_bounds_is_refused_by_its_name_and_place(load, name, excess):
    lowest, highest = BOUNDS[name]
    value = lowest - 1 if excess < 0 else highest + 1
    with pytest.raises(ConfigError) as caught:
        load(f'contact = ""\n{name} = {value}')
    place = f"setting '{name}' in {CONFIG_FILE}, line 2: use a number from {lowest:,} to {highest:,}, not {value}"
    assert str(caught.value).startswith(place)


def test_every_number_has_bounds_that_include_its_default():
    numbers = {field.name for field in fields(Settings) if field.type in ("int", "float")}
    assert numbers == BOUNDS.keys()
    assert all(lowest <= getattr(Settings(), name) <= highest for name, (lowest, highest) in BOUNDS.items())


@pytest.mark.parametrize("value", ["inf", "-inf", "nan"])
def test_a_number_must_be_finite(load, value):
    with pytest.raises(ConfigError, match=r"\(CATALOG_DOCUMENT_WALL_S\): use a number from 1 to 3,600, not "):
        load(environ={"CATALOG_DOCUMENT_WALL_S": value})


@pytest.mark.parametrize(
    "value", ["[", "http://a.example", "*.a.example", "a..b", ".", "a b", "[::1]", f"{'a' * 64}.b"]
)
def test_a_trusted_host_that_no_host_header_can_match_is_refused(load, value):
    with pytest.raises(ConfigError) as caught:
        load(environ={"CATALOG_TRUSTED_HOSTS": f"a.example, {value}"})
    assert f"'{value}' is not a host name such as www.example.org, or .example.org for" in str(caught.value)


@pytest.mark.parametrize(
    "value", ["a.example", ".a.example", "a.example:8443", "127.0.0.1", "localhost", "bücher.example"]
)
def test_a_trusted_host_may_be_a_name_a_domain_or_an_ipv4_address(load, value):
    assert load(environ={"CATALOG_TRUSTED_HOSTS": value}).trusted_hosts == (value,)


@pytest.mark.parametrize("value", ["files.example.gov", ".example.gov", "10.1.0.0/16", "10.1.2.3:8080", "[::1]:8080"])
def test_the_harvester_may_be_allowed_hosts_addresses_and_networks(load, value):
    assert load(environ={"CATALOG_HARVEST_ALLOW": value}).harvest_allow == (value,)


@pytest.mark.parametrize("value", ["http://a.example", "10.1.2.300", "a.example:0", "*"])
def test_the_harvester_may_not_be_allowed_what_is_no_host_or_network(load, value):
    with pytest.raises(ConfigError, match="is not a host or network such as"):
        load(environ={"CATALOG_HARVEST_ALLOW": value})


@pytest.mark.parametrize("name", ["corpus", "data", "engine", "contact", "public_url", "tesseract"])
def test_a_text_with_control_characters_is_refused_and_quoted_without_them(load, name):
    with pytest.raises(ConfigError) as caught:
        load(f'{name} = "a\\u0000\\u001b[31mb"')
    assert f"'{name}' in {CONFIG_FILE}, line 1: 'a??[31mb' contains control characters" in str(caught.value)


def test_a_long_value_is_shortened_in_the_error(load):
    with pytest.raises(ConfigError) as caught:
        load(environ={"CATALOG_KEEP_GENERATIONS": "x" * 5000})
    assert len(str(caught.value)) < 250


@pytest.mark.parametrize(
    "url",
    [
        "clearinghouse.example",
        "//clearinghouse.example",
        "ftp://a.example",
        "https://",
        "https://a:x",
        "/",
        "http://a b",
    ],
)
def test_a_public_url_that_cannot_be_the_base_of_links_is_refused(load, url):
    with pytest.raises(ConfigError) as caught:
        load(environ={"CATALOG_PUBLIC_URL": url})
    assert str(caught.value).startswith("setting 'public_url' in the environment (CATALOG_PUBLIC_URL): '")
    assert str(caught.value).endswith("' is not a web address such as https://www.example.org")


@pytest.mark.parametrize("url", ["http://127.0.0.1:8000", "https://example.org/clearinghouse", "https://[::1]:80"])
def test_a_public_url_may_have_a_port_and_a_path(load, url):
    assert load(environ={"CATALOG_PUBLIC_URL": url}).public_url == url


@pytest.mark.parametrize("content", [b"corpus = ", b'contact = "\xff"', b"[["])
def test_an_unreadable_settings_file_is_named(tmp_path, content):
    (tmp_path / CONFIG_FILE).write_bytes(content)
    with pytest.raises(ConfigError, match=CONFIG_FILE):
        load_settings(environ={}, folder=tmp_path)


def test_an_unknown_engine_is_refused_with_the_known_ones():
    with pytest.raises(ConfigError) as caught:
        load_engine(Settings(engine="woosh"))
    assert str(caught.value) == "'woosh' is not an engine: use one of whoosh, memory, or 'module:function'"


def test_the_guide_for_deployers_lists_every_number_with_its_default_and_bounds():
    guide = (ROOT / "docs/deploying.md").read_text(encoding="utf-8")
    for name, (lowest, highest) in BOUNDS.items():
        assert f"| `{name}` | {getattr(Settings(), name):g} | {lowest:,} to {highest:,} |" in guide


def test_a_settings_file_that_is_a_pipe_is_refused_and_not_waited_for(tmp_path, load):
    os.mkfifo(tmp_path / CONFIG_FILE)
    with pytest.raises(ConfigError, match="not a regular file"):
        load()
