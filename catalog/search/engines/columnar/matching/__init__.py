"""Which documents match a query tree, and with which scores."""
