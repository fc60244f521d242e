"""Data only: the register and the shipped documents."""
