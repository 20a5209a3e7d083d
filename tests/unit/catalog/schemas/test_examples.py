"""The example that a message shows of a field with fields of its own is right."""

import pytest
from marshmallow import fields

from catalog.schemas.base.strict_schema import known_fields
from catalog.schemas.editorial.best_bet import BetSchema
from catalog.schemas.editorial.program import SiteSchema
from catalog.schemas.records.record import RecordSchema
from catalog.schemas.toolkits.featured_toolkit import FeaturedToolkitSchema
from catalog.store.files.yaml_json import read_records


def nested_schemas(schema):
    """Yield the name of each field with fields of its own, at any depth, and its schema."""
    for name, field in known_fields(schema).items():
        inner = field.inner if isinstance(field, fields.List) else field
        if isinstance(inner, fields.Nested):
            yield name, inner.schema
            yield from nested_schemas(inner.schema)


NESTED = [
    (name, nested)
    for schema in (RecordSchema(), BetSchema(), SiteSchema(), FeaturedToolkitSchema())
    for name, nested in nested_schemas(schema)
]


@pytest.mark.parametrize(("name", "schema"), NESTED, ids=[name for name, _ in NESTED])
def test_the_example_of_a_field_with_fields_of_its_own_is_valid(tmp_path, name, schema):
    (tmp_path / "a.yaml").write_text(schema.example)
    (item,) = read_records(tmp_path / "a.yaml", "a.yaml")
    assert schema.validate(item.content.get(name, item.content)) == {}


def test_this_test_finds_the_fields():
    assert {name for name, _ in NESTED} >= {"agency_size", "documents", "withdrawn", "link", "sections", "items"}
