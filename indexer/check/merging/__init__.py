"""Merges two records of one resource, and changes whatever names the one that goes."""
