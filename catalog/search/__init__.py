"""Searching: queries, results, and the ports that engines implement."""
