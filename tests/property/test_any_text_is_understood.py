"""Whatever a visitor types is understood, and what is shown of it means the same again."""

from hypothesis import example, given
from hypothesis import strategies as st

from catalog.search.query.interpreter import Interpreter
from catalog.search.query.tree import MAX_TEXT
from factories import taxonomy

INTERPRETER = Interpreter(taxonomy())
ANYTHING = st.text(st.characters(exclude_categories=()), max_size=60) | st.text(
    'ab OR-()":=*\u201c\u0301\ud800\x00', max_size=60
)
PIECES = st.sampled_from([
    *"gun the license plate reader LPR smart policing innovation spi NCJ ncj 251572 IT it's ( ) OR - -the".split(),
    *'" "smart =spi =the -( title:gun topic:technology year:2015..2016 year:x foo:bar polic* * \u00e9t\u00e9'.split(),
    '"plate reader"', 'title:"plate reader"', 'foo:"plate reader"', "NCJ 251572", "license plate reader", "",
])  # fmt: skip
TYPED = st.lists(st.tuples(PIECES, st.sampled_from([" ", " ", " ", ""])), max_size=14).map(
    lambda pieces: "".join(piece + gap for piece, gap in pieces)
)


@given(ANYTHING | TYPED)
@example("\ud800")
@example("\x00\x1f\x7f")
@example("(" * MAX_TEXT)
@example("-" * MAX_TEXT)
@example('"' * MAX_TEXT)
@example("a OR " * (MAX_TEXT // 5))
@example("a:" * (MAX_TEXT // 2))
@example("\u0301" * MAX_TEXT)
@example("x" * MAX_TEXT)
def test_any_text_at_all_is_understood(text):
    INTERPRETER.understand(text)


@given(ANYTHING | TYPED)
@example("-(-gun)")
@example("-(-topic:technology)")
@example("license the plate reader")
@example("(smart) policing")
@example("(the smart) policing")
@example("NCJ the 251572")
@example("-(NCJ 251572)")
@example("gun OR (license plate reader)")
def test_the_text_that_is_shown_is_understood_as_the_same(text):
    once = INTERPRETER.understand(text)
    again = INTERPRETER.understand(once.shown)
    assert again.node == once.node


@given(ANYTHING | TYPED)
def test_the_text_that_is_shown_can_be_written_anywhere(text):
    shown = INTERPRETER.understand(text).shown
    assert shown.encode().decode() == shown.replace("\x00", "")
