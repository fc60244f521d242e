"""What is asked, its spelling, and what it follows up. In: text and turns; out: a parsed question."""
