"""Answers, checks and comparisons as HTML."""
