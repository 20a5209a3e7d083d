"""The archives and the XML that documents of office programs consist of."""
