"""How well real PDFs are read, without ground truth: against poppler's two readings and the files' own tags.

A folder of PDFs comes in, a table of measures a maker goes out; ``python -m eval.reading FOLDER`` prints it.
"""
