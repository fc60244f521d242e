"""Runs as Markdown and HTML, with pictures."""
