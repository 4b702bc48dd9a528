"""The site's addresses and `/one-line/`, behind the same middleware."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from reform_cases.config.urls import urlpatterns as site_urls


def one_line(request: HttpRequest) -> HttpResponse:
    return HttpResponse("事例")


urlpatterns = [path("one-line/", one_line), *site_urls]
