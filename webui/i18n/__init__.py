"""Languages: locale, formatting, labels, messages."""
