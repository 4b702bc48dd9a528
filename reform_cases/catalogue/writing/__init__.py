"""For who writes: a text checked against the catalogue, its demands matched with measures, a measure borrowed."""
