"""The way in: record files and documents become a published index."""
