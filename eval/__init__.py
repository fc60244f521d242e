"""Question sets, measures, runs, reports and the gate. Import from its modules, so that the builtin stays visible."""
