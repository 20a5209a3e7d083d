"""The toolkit builder: resources recommended for a few answers, each with its reasons."""
