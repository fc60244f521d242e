"""The chat page and its server. Nothing outside this room imports it but the command that starts it."""
