"""Resource pages and their documents."""
