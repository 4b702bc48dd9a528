"""Pages for who writes: a text is checked, its demands are matched, a measure is borrowed."""
