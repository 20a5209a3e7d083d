"""Text to terms: analyzers, stemmers, and the indexed fields."""
