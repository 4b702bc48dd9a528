"""Lists and records in other formats than pages: what is listed comes from the listings, what is said of it from the facts."""
