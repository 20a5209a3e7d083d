"""The limited process that runs extractors."""
