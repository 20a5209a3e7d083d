"""The engines. Each may import its own library and the catalog, never another engine."""
