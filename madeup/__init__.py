"""Made-up cases and documents, for development and measuring; `python -m madeup --help`.

Like `bench/` it stands beside the package: it may import anything of it, and nothing of the package imports it.
"""
