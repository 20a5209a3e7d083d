"""Readers of formats: from the bytes of a file to its items, in the sandbox.

A child of the sandbox can open no file, so a reader imports everything that it may need when it is imported itself.
"""
