"""The catalog for AI assistants: Model Context Protocol over HTTP, read only and without sessions."""
