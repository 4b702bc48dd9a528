"""What a browser would send back: the fields of an admin page, read from its HTML."""

from __future__ import annotations

import re
from html.parser import HTMLParser


class _Fields(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.data: dict[str, list[str]] = {}
        self.inside = False
        self.select = self.textarea = None
        self.multiple = self.first = False

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "form":
            self.inside = (given.get("id") or "").endswith("_form") and given.get("id") != "logout-form"
        elif not self.inside:
            return
        elif tag == "input":
            self._input(name, given)
        elif tag == "textarea":
            self.textarea = name
            self.data[name] = [""]
        elif tag == "select":
            self.select, self.multiple, self.first = name, "multiple" in given, True
        elif tag == "option" and self.select:
            self._option(given)

    def _input(self, name, given):
        kind = given.get("type")
        if (
            not name
            or kind in ("submit", "button")
            or (kind in ("checkbox", "radio") and "checked" not in given)
        ):
            return
        self.data.setdefault(name, []).append(given.get("value") or "")

    def _option(self, given):
        if "selected" in given:
            if not self.multiple:
                self.data[self.select] = []
            self.data.setdefault(self.select, []).append(given["value"])
        elif self.first and not self.multiple:
            self.data[self.select] = [given.get("value") or ""]
        self.first = False

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = False
        elif tag == "textarea":
            self.textarea = None
        elif tag == "select":
            self.select = None

    def handle_data(self, data):
        if self.textarea:
            # HTML drops one line break that opens a textarea, and a browser sends every one as CR LF.
            text = data.removeprefix("\r").removeprefix("\n")
            self.data[self.textarea] = [re.sub(r"\r\n?|\n", "\r\n", text)]


def form_data(response) -> dict[str, list[str]]:
    """The values of the page's form as a browser would post them unchanged."""
    fields = _Fields()
    fields.feed(response.content.decode())
    return {
        name: values
        for name, values in fields.data.items()
        if "__prefix__" not in name and name != "csrfmiddlewaretoken"
    }


def errors(response) -> list[str]:
    """Every message of every form on the page, in order."""
    context = response.context
    found = [str(message) for messages in context["adminform"].form.errors.values() for message in messages]
    for formset in context["inline_admin_formsets"]:
        found += [str(message) for message in formset.formset.non_form_errors()]
        for fields in formset.formset.errors:
            found += [str(message) for messages in fields.values() for message in messages]
    return found
