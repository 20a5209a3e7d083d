"""The plain in-memory engine: the reference every other engine is tested against."""
