"""The environment of the readers' pages (`templates/site`): Jinja2, because a list page takes it a tenth of the time.

What a template may call: `_` and `{% trans %}` (gettext), `url(name, …)`, `static(path)`, the filters `date` and
`in_chinese` (marks in full width), and the functions of `marked_text`, `number_rows` and `strips`. A name that nobody handed over is an error, not an empty string.
The editors' desk keeps Django's own templates (`templates/desk`).
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.template.defaultfilters import date
from django.templatetags.static import static
from django.utils.translation import ngettext
from jinja2 import Environment, StrictUndefined

from reform_cases.catalogue.addresses import address
from reform_cases.jinja.marked_text import (
    found_text,
    marked_words,
    own_marks,
    paragraphs,
    running_text,
    shown_number,
    source_marks,
    source_text,
)
from reform_cases.jinja.number_rows import number_rows, step_picture
from reform_cases.jinja.strips import strip_picture
from reform_cases.text.widths import set_in_chinese
from reform_cases.words import word


@lru_cache(maxsize=200)
def static_address(path: str) -> str:
    """Return the address of a static file; its name cannot change while the process lives."""
    return static(path)


def environment(**options: Any) -> Environment:
    """Return the environment; `options` are those of settings.TEMPLATES."""
    made = Environment(  # noqa: S701 - Django's backend says `autoescape` among the options
        **{**options, "undefined": StrictUndefined},
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.install_gettext_callables(word, ngettext, newstyle=False)  # type: ignore[attr-defined]
    made.globals.update(
        _=word,
        url=address,
        static=static_address,
        found_text=found_text,
        marked_words=marked_words,
        number_rows=number_rows,
        paragraphs=paragraphs,
        running_text=running_text,
        shown_number=shown_number,
        own_marks=own_marks,
        source_marks=source_marks,
        source_text=source_text,
        step_picture=step_picture,
        strip_picture=strip_picture,
    )
    made.filters.update(date=date, in_chinese=set_in_chinese)
    return made
