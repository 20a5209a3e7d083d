"""The JSON that the API responds with."""
