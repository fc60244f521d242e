"""Sources to documents, documents to passages: nothing loses the place where it stood."""
