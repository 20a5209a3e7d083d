"""Query text to a query tree: parsing, synonyms, rewriting."""
