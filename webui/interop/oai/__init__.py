"""OAI-PMH 2.0, the protocol by which libraries and aggregators harvest catalogs (openarchives.org)."""
