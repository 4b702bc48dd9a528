"""Tables the reader and the models share: divisions, functions, units, section names."""
