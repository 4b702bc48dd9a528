"""What the environment of readers' pages does in its own way."""

import pytest
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy
from jinja2 import Environment
from markupsafe import Markup

from reform_cases.jinja.environment import environment

VALUES = [
    "信访",
    '<b>"&"</b> \'',
    Markup("<b>&amp;</b>"),
    mark_safe("<i>&lt;</i>"),
    gettext_lazy("地区<"),
    "",
    0,
    20,
    1.5,
    True,
    None,
]
TEMPLATE = """
{% macro cell(value) %}<td title="{{ value }}">{{ value }}</td>{% endmacro %}
{{ value }}{{ cell(value) }}{{ value|e }}{{ value|safe }}{{ value ~ "<" }}{% set kept %}{{ value }}{% endset %}{{ kept }}
"""


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_a_value_is_written_as_by_jinja_itself(value):
    own, plain = (
        environment(autoescape=True),
        Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True),
    )
    assert own.from_string(TEMPLATE).render(value=value) == plain.from_string(TEMPLATE).render(value=value)


def test_what_a_macro_returns_is_not_escaped_again():
    made = environment(autoescape=True)
    template = "{% macro bold(text) %}<b>{{ text }}</b>{% endmacro %}{{ bold(bold('<')) }}"
    assert made.from_string(template).render() == "<b><b>&lt;</b></b>"
