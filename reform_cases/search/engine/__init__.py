"""The search index: bytes, their tables, and what they are asked. Nothing outside `search` imports it."""
