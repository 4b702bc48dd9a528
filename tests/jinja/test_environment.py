"""What the environment of readers' pages does in its own way."""

import pytest
from django.utils import translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy
from jinja2 import UndefinedError

from reform_cases.jinja.environment import environment


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ('<b>"&"</b>', "&lt;b&gt;&#34;&amp;&#34;&lt;/b&gt;"),
        (mark_safe("<i>&lt;</i>"), "<i>&lt;</i>"),
        (gettext_lazy("地区<"), "地区&lt;"),
        (None, "None"),
    ],
)
def test_value_is_escaped_unless_it_is_markup(value, written):
    assert environment(autoescape=True).from_string("{{ value }}").render(value=value) == written


def test_message_is_looked_up_at_the_time_of_the_request(monkeypatch, settings):
    settings.LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
    template = environment(autoescape=True).from_string('{{ _("甲") }}{% trans %}甲{% endtrans %}')
    said = []
    for said_instead in ("一<", "二"):
        monkeypatch.setattr(
            translation._trans, "gettext", lambda text, to=said_instead: to if text == "甲" else text
        )
        said.append(template.render())
    # As everywhere in a page: an expression is escaped, a translated piece of the template is not.
    assert said == ["一&lt;一<", "二二"]


def test_name_that_nobody_handed_over_is_an_error():
    with pytest.raises(UndefinedError):
        environment().from_string("{{ nobody }}").render()


def test_what_a_macro_returns_is_not_escaped_again():
    made = environment(autoescape=True)
    template = "{% macro bold(text) %}<b>{{ text }}</b>{% endmacro %}{{ bold(bold('<')) }}"
    assert made.from_string(template).render() == "<b><b>&lt;</b></b>"
