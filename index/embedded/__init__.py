"""The model that comes with the product: its file, its pieces, its ways to a vector."""
