"""str -> str: numerals, keyword lines, address forms."""
