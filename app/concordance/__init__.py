"""Every place where a subject is named. In: an index and a subject; out: a Concordance with exact counts."""
