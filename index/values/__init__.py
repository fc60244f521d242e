"""Numbers with their units, dates and years, however they are written. In: text; out: values with their place."""
