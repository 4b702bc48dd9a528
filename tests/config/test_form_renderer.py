"""The desk's fields look the same whichever templates make them."""

import re

import pytest
from django.forms.renderers import DjangoTemplates, get_default_renderer
from django.template import TemplateDoesNotExist
from django.urls import reverse

from reform_cases.config.form_renderer import QuickRenderer
from tests.factories import make_case, make_measure, make_outcome


def seen(html):
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"|\s+', " ", html)


def test_the_page_of_a_case_is_that_of_djangos_own_templates(admin_client, monkeypatch):
    case = make_case(keywords=("数字检察",), title="“健全”<机制>")
    measure = make_measure(case, "m-1")
    make_outcome(case, "o-1", measure=measure, place="measure")
    address = reverse("admin:reform_cases_case_change", args=[case.pk])
    assert isinstance(get_default_renderer(), QuickRenderer)
    quick = admin_client.get(address).text
    monkeypatch.setattr(
        QuickRenderer, "get_template", lambda _self, name: DjangoTemplates().get_template(name)
    )
    assert seen(quick) == seen(admin_client.get(address).text)
    assert "“健全”&lt;机制&gt;" in quick


def test_a_template_that_is_nowhere_is_said_to_be_missing():
    with pytest.raises(TemplateDoesNotExist):
        QuickRenderer().get_template("django/forms/widgets/of_nobody.html")
