"""Where the passages nearest to a question are, by the search index."""

from __future__ import annotations

import logging
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reform_cases.search import engine
from reform_cases.search.engine import Crowds
from reform_cases.search.passages.question import Question

log = logging.getLogger(__name__)


def crowds_of(question: Question, among: NDArray[Any]) -> Crowds:
    """Return the cases, of those `among`, that have many words of `question` close together; none without a sound index."""
    words = dict.fromkeys(word.text for group in question.words for word in group)
    if not words:
        return Crowds([], 0, {})
    try:
        return engine.crowded(list(words), among.astype(np.int64))
    except engine.DamagedIndexError as error:
        log.error("Near hits do without their index: %s", error)
        return Crowds([], 0, {})
