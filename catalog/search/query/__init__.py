"""Turns the text of a query into a query tree: parser, synonyms, interpreter, rewriting."""
