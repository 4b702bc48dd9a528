"""Words of a template that are looked up when it is compiled: `_("改革背景")` becomes the text itself, part of what is around it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from typing import cast

from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

_CALL = ("name", "lparen", "string", "rparen")


class KnownWords(Extension):
    """Ask `_` of the environment for each message that stands in a template as it is, once and not with every page.

    A record says some sixty such words. The site has one language, so that none of them changes while the process lives.
    """

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        look_up = cast(Callable[[str], str], self.environment.globals["_"])
        waiting: deque[Token] = deque(maxlen=len(_CALL))
        for token in stream:
            if len(waiting) == len(_CALL):
                yield waiting.popleft()
            waiting.append(token)
            if tuple([one.type for one in waiting]) == _CALL and waiting[0].value == "_":
                said = Token(token.lineno, "string", look_up(waiting[2].value))
                waiting.clear()
                waiting.append(said)
        yield from waiting
