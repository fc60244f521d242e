"""The command line and what it prints. Nothing imports this room but the commands of ``eval``."""
