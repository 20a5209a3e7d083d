"""Any text can be interpreted as a query, and its displayed form is interpreted in the same way."""

from hypothesis import example, given
from hypothesis import strategies as st

from catalog.search.query.interpreter import Interpreter
from catalog.search.query.tree import MAX_TEXT
from factories import taxonomy, vocabulary

INTERPRETER = Interpreter(taxonomy(), vocabulary)
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60) | st.text(
    'ab OR-()":=*\u201c\u0301\ud800\x00', max_size=60
)
PIECES = st.sampled_from([
    *("officer", "agency", "40", "\u1369", "\u0664\u0660", "\u00b2\u00b2"),
    *"gun the license plate reader LPR smart policing innovation spi NCJ ncj 251572 IT it's ( ) OR - -the".split(),
    *'" "smart =spi =the -( title:gun topic:technology year:2015..2016 year:x foo:bar polic* * \u00e9t\u00e9'.split(),
    '"plate reader"', 'title:"plate reader"', 'foo:"plate reader"', "NCJ 251572", "license plate reader", "",
])  # fmt: skip
TYPED = st.lists(st.tuples(PIECES, st.sampled_from([" ", " ", " ", ""])), max_size=14).map(
    lambda pieces: "".join(piece + gap for piece, gap in pieces)
)


@given(ANY_TEXT | TYPED)
@example("\ud800")
@example("\x00\x1f\x7f")
@example("(" * MAX_TEXT)
@example("-" * MAX_TEXT)
@example('"' * MAX_TEXT)
@example("a OR " * (MAX_TEXT // 5))
@example("a:" * (MAX_TEXT // 2))
@example("\u0301" * MAX_TEXT)
@example("x" * MAX_TEXT)
def test_any_text_can_be_interpreted(text):
    INTERPRETER.interpret(text)


@given(ANY_TEXT | TYPED)
@example("-(-gun)")
@example("-(-topic:technology)")
@example("license the plate reader")
@example("(smart) policing")
@example("(the smart) policing")
@example("NCJ the 251572")
@example("-(NCJ 251572)")
@example("gun OR (license plate reader)")
def test_the_displayed_text_is_interpreted_in_the_same_way(text):
    interpretation = INTERPRETER.interpret(text)
    assert INTERPRETER.interpret(interpretation.display).node == interpretation.node


@given(ANY_TEXT | TYPED)
def test_the_displayed_text_can_be_encoded(text):
    displayed = INTERPRETER.interpret(text).display
    assert displayed.encode().decode() == displayed.replace("\x00", "")
