"""Passages near to a text: one engine for near hits, and for whatever else compares a text with the catalogue."""
