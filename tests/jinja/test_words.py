"""Messages in templates are looked up when a template is compiled, and only those that stand there as they are."""

from __future__ import annotations

from jinja2 import Environment

from reform_cases.jinja.words import KnownWords


def compiled(source):
    """The template of `source` and what its compilation looked up."""
    asked = []

    def look_up(text):
        asked.append(text)
        return f"<{text}>"

    environment = Environment(autoescape=True, extensions=["jinja2.ext.i18n", KnownWords])
    environment.globals["_"] = look_up
    template = environment.from_string(source)
    return template, asked


def test_message_is_looked_up_once_and_escaped():
    template, asked = compiled('<p>{{ _("甲") }}</p>{% set b = _("乙%s") %}{{ b|format(1) }}')
    assert [template.render(), template.render()] == ["<p>&lt;甲&gt;</p>&lt;乙1&gt;"] * 2
    assert asked == ["甲", "乙%s"]


def test_message_that_is_not_known_yet_is_looked_up_by_the_page():
    template, asked = compiled('{{ _(word) }}{{ _("甲" ~ word) }}{{ other("丁") }}')
    assert asked == []
    assert template.render(word="乙", other=str) == "&lt;乙&gt;&lt;甲乙&gt;丁"
    assert asked == ["乙", "甲乙"]


def test_everything_else_of_a_template_stays():
    source = '{# _("甲") #}_("乙"){% for a in (1, 2) %}{{ a }}{{ "," if not loop.last }}{% endfor %}'
    assert compiled(source)[0].render() == '_("乙")1,2'
