"""The commands that publish the catalog, look at what is published, and roll it back."""
