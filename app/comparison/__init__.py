"""Recommendations beside the reactions to them. In: documents; out: pairs of spans."""
