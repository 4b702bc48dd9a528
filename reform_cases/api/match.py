"""`/api/v1/match`: the demands of a text, each with the measures that answer it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from reform_cases.answering.given_text import NotTakenError, text_of_json
from reform_cases.answering.page_key import site
from reform_cases.api.endpoint import as_json, endpoint
from reform_cases.catalogue.columns.current import reading
from reform_cases.catalogue.writing.demands import match
from reform_cases.exports.writing.checked import matched_data


@endpoint("POST")
def match_text(request: HttpRequest) -> HttpResponse:
    """POST `{"text": …}`, as `/api/v1/check`."""
    try:
        text = text_of_json(request)
    except NotTakenError as refused:
        return refused.as_json()
    with reading() as version:
        response = as_json(matched_data(match(text, version), site(request)))
    response["Cache-Control"] = "no-store"
    return response
