"""The environment of the readers' pages (`templates/site`): Jinja2, because a list page takes it a tenth of the time.

What a template may call: `_` and `{% trans %}` (gettext), `url(name, …)`, `static(path)`, the filter `date`, and the
functions of `templatetags` that write marked text. A name that nobody handed over is an error, not an empty string.
The editors' desk keeps Django's own templates (`templates/desk`).
"""

from __future__ import annotations

from functools import cache
from typing import Any

from django.template.defaultfilters import date
from django.templatetags.static import static
from django.utils.translation import gettext, ngettext
from jinja2 import Environment, StrictUndefined

from reform_cases.catalogue.addresses import address
from reform_cases.config.words import KnownWords
from reform_cases.templatetags.passages import found_text, running_text, source_text


@cache
def message(text: str) -> str:
    """`text` by gettext, asked once: the site has one language, and a list page asks for the same words hundreds of times."""
    return gettext(text)


def environment(**options: Any) -> Environment:
    """The environment; `options` are those of settings.TEMPLATES."""
    made = Environment(  # noqa: S701 - Django's backend asks for autoescape itself, in `options`
        **{
            **options,
            "undefined": StrictUndefined,
            "extensions": ["jinja2.ext.i18n", KnownWords],
            "trim_blocks": True,
            "lstrip_blocks": True,
        }
    )
    made.install_gettext_callables(message, ngettext, newstyle=False)  # type: ignore[attr-defined]
    made.globals.update(
        _=message,
        url=address,
        static=static,
        found_text=found_text,
        running_text=running_text,
        source_text=source_text,
    )
    made.filters["date"] = date
    return made
