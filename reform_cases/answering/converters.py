"""What parts of addresses may be: slugs of keywords, suffixes of files. Importing it makes them known by name."""

from __future__ import annotations

from django.urls import register_converter


class KeywordSlug:
    """Letters of any script, digits, hyphen and underscore; never a NUL, which PostgreSQL refuses."""

    regex = r"[-\w]+"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class Suffix(KeywordSlug):
    """What comes behind the first full stop: csv, csl.json."""

    regex = r"[a-z]+(?:\.[a-z]+)?"


register_converter(KeywordSlug, "keyword")
register_converter(Suffix, "suffix")
