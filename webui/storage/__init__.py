"""Shared toolkits in SQLite, and overviews kept between requests."""
