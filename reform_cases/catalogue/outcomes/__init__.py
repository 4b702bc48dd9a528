"""Numbers across cases: the list of outcomes and its pictures."""
