"""Whether the addresses in records still lead somewhere."""
