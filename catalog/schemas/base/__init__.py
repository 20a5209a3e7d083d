"""What the schemas have in common: types of fields, validators, and a schema that rejects unknown keys."""
