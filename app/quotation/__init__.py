"""The check of a quotation from elsewhere, token for token. In: pasted text and documents; out: verdicts."""
