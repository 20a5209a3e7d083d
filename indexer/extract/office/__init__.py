"""Office documents: OOXML and OpenDocument."""
