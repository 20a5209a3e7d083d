"""Publishes when files of the corpus change."""
