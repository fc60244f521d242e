"""``aanzet eval``: the commands of evaluation and what they print."""
