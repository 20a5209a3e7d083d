"""Formats for toolkits."""
