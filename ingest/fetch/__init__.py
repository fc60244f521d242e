"""Official documents from their addresses, kept once fetched. In: the register; out: files with their facts."""
