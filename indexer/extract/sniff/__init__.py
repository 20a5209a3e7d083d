"""The media type of a document, decided from its content."""
