"""Spelling corrections and suggestions while typing."""
