"""Relevance scores: BM25F, similarity, explanations."""
