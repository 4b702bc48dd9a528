"""What a search shows: passages, suggestions, a keyword in its sentences."""
