"""A message is data, and is rendered as text in English or another language."""

import pytest

from catalog.errors import QueryError
from catalog.messages import Label, Message, MessageId, render

UNKNOWN = Message(MessageId.UNKNOWN_VALUE, kind=Label("Agency size"), value="50%", known=("small", "large"))


def test_a_message_is_rendered_in_english():
    assert str(UNKNOWN) == "Agency size '50%' is not known; use one of: small, large"


def test_labels_and_texts_are_translated_and_values_are_not():
    spanish = {UNKNOWN.id.english: "%(kind)s: no se conoce %(value)s; use %(known)s", "Agency size": "Tamaño"}
    assert render(UNKNOWN, spanish.get) == "Tamaño: no se conoce 50%; use small, large"


def test_numbers_have_thousands_separators():
    message = Message(MessageId.TEXT_TOO_LONG, limit=2_000, count=1_234_567)
    assert str(message) == "use at most 2,000 characters; this has 1,234,567"
    assert render(message, number=str) == "use at most 2000 characters; this has 1234567"


def test_a_message_may_quote_another():
    reason = Message(MessageId.NO_TOPIC)
    assert str(Message(MessageId.SEARCH_NOT_UNDERSTOOD, parameter="topic", reason=reason)).endswith(f"topic: {reason}")


def test_messages_are_equal_by_id_and_params():
    message, other_message = (Message(MessageId.TOO_MANY_VALUES, limit=limit) for limit in (1, 2))
    assert message == Message(MessageId.TOO_MANY_VALUES, limit=1)
    assert message != other_message
    assert len({message, Message(MessageId.TOO_MANY_VALUES, limit=1)}) == 1


def test_the_params_of_a_message_are_read_only():
    with pytest.raises(TypeError):
        UNKNOWN.params["value"] = "other"


def test_the_id_of_a_message_is_a_stable_word():
    assert MessageId.GIVEN_TWICE == "given-twice"
    assert MessageId("given-twice") is MessageId.GIVEN_TWICE


def test_the_text_of_an_error_is_its_message_in_english():
    error = QueryError(UNKNOWN, {"agency_size": (UNKNOWN,)})
    assert (str(error), error.message) == (str(UNKNOWN), UNKNOWN)
