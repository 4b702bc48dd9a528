"""What programs ask: lists and records under `/api/v1/`, tools for assistants, harvesting."""
