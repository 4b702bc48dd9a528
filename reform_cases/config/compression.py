"""Pages compressed on their way out, but only those that look the same to everybody.

A page that is compressed together with a secret and with something the asker chose can give the secret away by its
length (the attack called BREACH). Readers' pages hold no secret: no session, no token. Whatever knows who asks, as
the editors' desk with its tokens does, says `Vary: Cookie` or sets a cookie, and goes out as it is.
"""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import has_vary_header


class SamePageGZipMiddleware(GZipMiddleware):
    """Stands outside the middleware of sessions and tokens, so that it sees what they add to a response."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.cookies or has_vary_header(response, "Cookie"):
            return response
        return super().process_response(request, response)
