"""What a number is to a reader: what may be compared, how it is drawn."""
