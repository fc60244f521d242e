"""DOCX, HTML, Markdown and plain text to a Document. In: a file; out: drafts of blocks."""
