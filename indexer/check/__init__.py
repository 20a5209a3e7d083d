"""Compares the index with the record store, and verifies its integrity."""
