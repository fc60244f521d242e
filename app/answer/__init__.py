"""From a parsed question to quotes with places, or an abstention. In: a question and an index; out: an Answer."""
