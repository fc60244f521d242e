"""A Word file as Word shows it with all changes accepted. In: a DOCX file; out: pieces of text and warnings."""
