"""The environment of the readers' pages (`templates/site`): Jinja2, because a list page takes it a tenth of the time.

What a template may call: `_` and `{% trans %}` (gettext), `url(name, …)`, `static(path)`, the filter `date`, and the
functions of `marked_text`. A name that nobody handed over is an error, not an empty string.
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
from reform_cases.jinja.marked_text import found_text, running_text, source_text
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
        running_text=running_text,
        source_text=source_text,
    )
    made.filters["date"] = date
    return made
