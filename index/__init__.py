"""Passages to an index on disk, and a question to ranked passages."""
