"""Every message has an English text with its parameters, and every message for visitors a Spanish one."""

import ast
import re
from itertools import chain

import pytest
from flask import Flask

from catalog.messages import BaseMessageId, Label, Message, MessageId
from catalog.program import Approach
from catalog.recommend.model import SectionName, TimeBudget
from catalog.schemas.field_messages import FieldMessageId
from catalog.search.result import Relation
from paths import ROOT
from webui.i18n.labels import APPROACH_LABELS, RELATIONS, SECTION_TITLES, TIME_BUDGET_LABELS
from webui.i18n.locale import gettext, install
from webui.i18n.messages import SiteMessageId, translated

FOR_VISITORS = (MessageId, SiteMessageId)
ENUMERATIONS = {enumeration.__name__: enumeration for enumeration in (*FOR_VISITORS, FieldMessageId)}


def placeholders(message_id):
    return set(re.findall(r"%\((\w+)\)s", message_id.english))


NODES = [
    (path, node)
    for package in ("catalog", "indexer", "webui")
    for path in sorted((ROOT / package).rglob("*.py"))
    if any(name in path.read_text(encoding="utf-8") for name in ENUMERATIONS)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    if isinstance(node, ast.Attribute | ast.Call)
]
"""The nodes that may name a message, with the files that they are in."""


def id_of(node):
    """Return the message id of an expression such as `MessageId.NOT_TEXT`, or None."""
    if isinstance(node, ast.Attribute) and getattr(node.value, "id", "") in ENUMERATIONS:
        return ENUMERATIONS[node.value.id][node.attr]
    return None


def messages():
    """Yield the id and the parameter names of every `Message(SomeId.NAME, ...)` in the code."""
    for path, node in NODES:
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("Message", "invalid"):
            message_id = id_of(node.args[0])
            if message_id is not None:
                names = {keyword.arg for keyword in node.keywords}
                yield pytest.param(message_id, names, id=f"{path.name}:{node.lineno}:{message_id}")


@pytest.fixture(scope="module")
def app():
    app = Flask("webui", root_path=str(ROOT / "webui"))
    install(app)
    return app


@pytest.fixture
def spanish(app):
    with app.test_request_context("/", environ_overrides={"clearinghouse.language": "es"}):
        yield


def test_every_enumeration_of_messages_is_tested():
    assert set(ENUMERATIONS.values()) == set(BaseMessageId.__subclasses__())


@pytest.mark.parametrize(("message_id", "names"), list(messages()))
def test_a_message_has_the_params_that_its_text_names(message_id, names):
    assert names == placeholders(message_id)


def test_every_message_has_its_own_id_and_an_english_text_and_is_used():
    ids = list(chain.from_iterable(ENUMERATIONS.values()))
    assert len(set(ids)) == len(ids)
    assert [message_id for message_id in ids if not message_id.english] == []
    assert set(ids) == {id_of(node) for _path, node in NODES} - {None}


@pytest.mark.usefixtures("spanish")
@pytest.mark.parametrize("message_id", list(chain.from_iterable(FOR_VISITORS)))
def test_a_message_for_visitors_has_a_spanish_translation(message_id):
    assert gettext(message_id.english) != message_id.english
    text = translated(Message(message_id, **dict.fromkeys(placeholders(message_id), "<value>")))
    assert text.count("<value>") == len(placeholders(message_id))


@pytest.mark.usefixtures("spanish")
def test_a_message_is_translated_with_its_labels_and_numbers():
    message = Message(MessageId.UNKNOWN_VALUE_OF_MANY, kind=Label("Agency size"), value="x", count=1_234)
    assert translated(message) == (
        "Tamaño de la agencia: no se conoce “x”; la página de búsqueda muestra los 1,234 valores"
    )


@pytest.mark.parametrize(
    ("labels", "values"),
    [
        (RELATIONS, Relation),
        (APPROACH_LABELS, [*Approach, None]),
        (TIME_BUDGET_LABELS, TimeBudget),
        (SECTION_TITLES, SectionName),
    ],
)
def test_every_value_of_an_enumeration_has_a_label(labels, values):
    assert set(labels) == set(values)
