"""PDF pages to lines, blocks and notes. In: a file; out: a Document. Nothing outside this room knows glyphs."""
