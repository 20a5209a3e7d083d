"""HTTP: query parameters, response cache, headers, compression."""
