"""Question sets, measures, runs, reports and the gate.

Import from its modules (``from eval.sets import read_set``): ``import eval`` would hide the builtin.
"""
