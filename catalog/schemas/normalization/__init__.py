"""Understands what people write in other forms than the schemas ask for, where it has one possible meaning."""
