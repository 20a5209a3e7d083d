"""Fixtures for the tests of queries."""

from dataclasses import replace

import pytest

from catalog.search.query.interpreter import Interpreter
from factories import vocabulary
from query_nodes import english_only


@pytest.fixture
def interpret(taxonomy):
    """Return a function that interprets a text; the result has only the English terms."""
    interpreter = Interpreter(taxonomy, vocabulary)

    def interpret_english(text):
        result = interpreter.interpret(text)
        nodes = {name: english_only(getattr(result, name)) for name in ("node", "all_terms", "relaxed")}
        return replace(result, **nodes)

    return interpret_english
