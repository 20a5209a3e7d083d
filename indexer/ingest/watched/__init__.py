"""Watched queries: how a change of the catalog changes their first results."""
