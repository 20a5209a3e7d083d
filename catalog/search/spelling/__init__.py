"""Spelling: which words may be errors, and what was meant by them."""
