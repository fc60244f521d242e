"""Reading files in a process of its own, with limits. In: orders; out: documents or errors."""
