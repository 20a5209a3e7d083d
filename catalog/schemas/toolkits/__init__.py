"""Toolkits as browsers, files and editors have them."""
