"""Typeset sets with their truth, and how well ingestion reads them."""
