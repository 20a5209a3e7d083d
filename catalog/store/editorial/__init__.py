"""Reads and validates editorial content: best bets, featured toolkits, pages, sites and others."""
