"""Where vectors and rows lie on disk or on a server. In: arrays; out: rows near a vector."""
