"""Schemas refuse values with messages that have an id, never with bare sentences."""

import ast

import pytest

from catalog.schemas.field_messages import FieldMessageId
from paths import ROOT


def sentences(path):
    """Yield the line of every error that a module raises or configures with a sentence."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        is_error = getattr(node.func, "id", "") == "ValidationError"
        texts = [*(node.args[:1] if is_error else []), *(word.value for word in node.keywords if word.arg == "error")]
        if any(isinstance(text, ast.Constant | ast.JoinedStr | ast.BinOp) for text in texts):
            yield node.lineno


@pytest.mark.parametrize("path", sorted((ROOT / "catalog" / "schemas").rglob("*.py")), ids=lambda path: path.name)
def test_no_schema_raises_a_sentence(path):
    assert list(sentences(path)) == []


def test_a_sentence_would_be_noticed(tmp_path):
    module = tmp_path / "module.py"
    module.write_text('raise ValidationError(f"{x} is wrong")\nLength(error="is wrong")\n', encoding="utf-8")
    assert list(sentences(module)) == [1, 2]


def test_only_sentences_of_marshmallow_have_no_message_of_their_own():
    used = [
        path.name
        for path in (ROOT / "catalog").rglob("*.py")
        if f"FieldMessageId.{FieldMessageId.OTHER.name}" in path.read_text(encoding="utf-8")
    ]
    assert used == ["strict_schema.py"]
