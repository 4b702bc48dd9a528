"""What operators watch: what is counted. Nothing here knows people or what they ask for."""
