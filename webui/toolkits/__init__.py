"""Toolkits on the site."""
