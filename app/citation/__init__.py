"""Where a quote stands and how it is referred to. In: a document and a span; out: a Citation, or its text."""
