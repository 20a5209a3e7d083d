"""Whatever a program chooses of an answer, the links of the answer choose the same, in any order and form."""

from hypothesis import given
from hypothesis import strategies as st

from catalog.facets import FACET_NAMES
from catalog.schemas import HIT_FIELD_NAMES
from webui.api.options import ApiOptions, read_options


def some_of(names):
    """Return a strategy of some of the names, in their order."""
    return st.sets(st.sampled_from(names)).map(lambda chosen: tuple(name for name in names if name in chosen))


OPTIONS = st.builds(
    ApiOptions,
    lang=st.sampled_from(["en", "es"]),
    fields=some_of(HIT_FIELD_NAMES),
    facets=some_of(FACET_NAMES),
    snippets=st.integers(0, 3),
)
TEXTS = st.text(max_size=30) | st.sampled_from(["none", "none,topic", "title,,URL", ",", "3", "ES", "\u00a0"])


@given(options=OPTIONS)
def test_options_survive_a_link(options):
    errors = {}
    assert read_options(dict(options.as_params()), HIT_FIELD_NAMES, errors) == options
    assert errors == {}


@given(values=st.dictionaries(st.sampled_from(["lang", "fields", "facets", "snippets"]), TEXTS))
def test_any_text_is_read_or_refused_with_a_reason(values):
    errors = {}
    options = read_options(values, HIT_FIELD_NAMES, errors)
    assert errors.keys() <= values.keys()
    assert all(str(reason) for reasons in errors.values() for reason in reasons)
    assert read_options(dict(options.as_params()), HIT_FIELD_NAMES, {}) == options
