"""Renames and merges topics, formats, audiences, publishers and keywords everywhere in the corpus."""
