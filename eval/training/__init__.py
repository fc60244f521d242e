"""Questions and passages to the weights of our encoder and reader. May import everything; nothing imports this room."""
