"""A file becomes text: its encoding, and Word, web pages and Markdown."""
