"""The environment of the readers' pages (`templates/site`): Jinja2, because a list page takes it a tenth of the time.

What a template may call: `_` and `{% trans %}` (gettext), `url(name, …)`, `static(path)`, the filter `date`, and the
functions of `templatetags` that write marked text. A name that nobody handed over is an error, not an empty string.
The editors' desk keeps Django's own templates (`templates/desk`).
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

from django.template.defaultfilters import date
from django.templatetags.static import static
from django.utils.translation import gettext, ngettext
from jinja2 import Environment, StrictUndefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup, _escape_inner, escape

from reform_cases.catalogue.addresses import address
from reform_cases.jinja.marked_text import found_text, running_text, source_text
from reform_cases.jinja.words import KnownWords


@cache
def message(text: str) -> str:
    """`text` by gettext, asked once: the site has one language, and a list page asks for the same words hundreds of times."""
    return gettext(text)


@lru_cache(maxsize=200)
def static_address(path: str) -> str:
    """The address of a static file; its name cannot change while the process lives."""
    return static(path)


def written(value: Any) -> str:
    """`value` as it goes into a page: escaped, unless it is markup already."""
    if type(value) is str:
        return _escape_inner(value)
    if type(value) is Markup:
        return value
    return str(value) if type(value) is int else escape(value)


class PlainWriter(CodeGenerator):
    """Jinja's own, but a value that goes into a page is no `Markup` of its own on the way.

    A list page writes some thousand values, and making each an object that remembers to be safe took a seventh of its time.
    What a macro returns is `Markup` as ever.
    """

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.written(")


class SiteEnvironment(Environment):
    code_generator_class = PlainWriter
    written = staticmethod(written)


def environment(**options: Any) -> Environment:
    """The environment; `options` are those of settings.TEMPLATES."""
    made = SiteEnvironment(
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
        static=static_address,
        found_text=found_text,
        running_text=running_text,
        source_text=source_text,
    )
    made.filters["date"] = date
    return made
