"""The plain in-memory engine: the reference for tests of other engines."""
