"""Golden documents: one for every form of published batch, each expectation read by a person before it was kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform_cases.sourcetext.document import SourceError
from reform_cases.sourcetext.read import read_source
from tests.conftest import thoroughly
from tests.sourcetext.digest import digest
from tests.sourcetext.leaves import assert_whole

CORPUS = Path(__file__).parent / "corpus"
DOCUMENTS = sorted(CORPUS.glob("*.txt"))
TEXTS = [path.read_text(encoding="utf-8") for path in DOCUMENTS]
NOISE = [
    "\n",
    "\r\n",
    " ",
    "　",
    "**",
    "【",
    "】",
    "《im体育投注官网下载》",
    "⛎",
    "(wei)",
    "案例二",
    "【关键词】",
    "\n一、",
    "（一）",
    "一是",
    "来源：",
    "\n---\n",
    "## ",
    "\ufeff",
    "\u2028",
    "A",
    "1",
    "𠮷",
]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_document_is_read_as_a_person_reads_it(path):
    document = read_source(path.read_bytes())
    assert digest(document) == json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    assert_whole(document)


def read_or_refuse(text: str) -> None:
    """Either a whole document or the one documented exception."""
    try:
        document = read_source(text.encode())
    except SourceError:
        return
    assert_whole(document)


texts = st.sampled_from(TEXTS)


@thoroughly
@given(text=texts, randomly=st.randoms(use_true_random=False))
def test_shuffled_lines_are_still_placed(text, randomly):
    lines = text.splitlines(keepends=True)
    randomly.shuffle(lines)
    read_or_refuse("".join(lines))


@thoroughly
@given(
    text=texts,
    additions=st.lists(st.tuples(st.floats(0, 1), st.sampled_from(NOISE) | st.text(max_size=6)), max_size=12),
)
def test_injected_noise_is_still_placed(text, additions):
    for share, addition in additions:
        at = int(share * len(text))
        text = text[:at] + addition.replace("\0", "") + text[at:]
    read_or_refuse(text.encode("utf-8", "ignore").decode())


@thoroughly
@given(text=texts, start=st.floats(0, 1), end=st.floats(0, 1))
def test_truncated_documents_are_still_placed(text, start, end):
    first, last = sorted((int(start * len(text)), int(end * len(text))))
    read_or_refuse(text[first:last])


@thoroughly
@given(
    text=st.text(st.sampled_from("【】案例一关键词典型意义北京市检察院。，：（）1#* \n、是"), max_size=200)
)
def test_any_text_of_the_signs_that_matter_is_placed_or_refused(text):
    read_or_refuse(text)


@thoroughly
@given(data=st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data):
    try:
        document = read_source(data)
    except SourceError:
        return
    assert_whole(document)
