"""`/api/v1/check`: a text compared with the catalogue, sentence by sentence."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from reform_cases.answering.given_text import NotTakenError, text_of_json
from reform_cases.answering.page_key import site
from reform_cases.api.endpoint import as_json, endpoint
from reform_cases.catalogue.columns.current import reading
from reform_cases.catalogue.writing.borrowed import borrowed
from reform_cases.catalogue.writing.checking import check
from reform_cases.exports.writing.checked import checked_data


@endpoint("POST")
def check_text(request: HttpRequest) -> HttpResponse:
    """POST `{"text": …}`. It changes nothing and knows nobody: no cookie, no token, nothing kept."""
    try:
        text = text_of_json(request)
    except NotTakenError as refused:
        return refused.as_json()
    with reading() as version:
        report = check(text, version)
        response = as_json(checked_data(report, borrowed(report), site(request)))
    response["Cache-Control"] = "no-store"
    return response
