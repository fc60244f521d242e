"""Figures held against expectations. In: records of runs; out: rows that pass or fail."""
