"""Parts of pages that several features share."""
