"""Citations by GB/T 7714, word for word."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest

from reform_cases.catalogue.record.citation import citations

PAGE = "https://cases.example.org/cases/sample-2024-03/"
DAY = date(2026, 7, 1)


def cited(origin="", revision=None, **batch):
    known = {"title": "示例批次(2024年)", "year": 2024, "publisher": "最高人民检察院", "published_on": None}
    collection = {f"collection__{name}": value for name, value in {**known, **batch}.items()}
    case = SimpleNamespace(
        number=3,
        title="某院改进信访",
        source__origin=origin,
        revision=revision,
        url="/cases/sample-2024-03/",
        **collection,
    )
    return citations(case, PAGE, DAY)


def test_publication_of_which_the_address_is_known():
    current, former = cited("https://www.example.org/a.shtml", published_on=date(2024, 12, 5))
    assert (current.standard, current.text) == (
        "GB/T 7714—2025",
        "最高人民检察院. 示例批次(2024年)：第3例 某院改进信访[EB/OL]. （2024-12-05）[2026-07-01]. https://www.example.org/a.shtml.\n"
        "检察改革事例库. 某院改进信访[EB/OL]. [2026-07-01]. https://cases.example.org/cases/sample-2024-03/.",
    )
    assert (former.standard, former.text) == (
        "GB/T 7714—2015",
        "最高人民检察院. 示例批次(2024年): 第3例 某院改进信访[EB/OL]. (2024-12-05)[2026-07-01]. https://www.example.org/a.shtml.\n"
        "检察改革事例库. 某院改进信访[EB/OL]. [2026-07-01]. https://cases.example.org/cases/sample-2024-03/.",
    )


@pytest.mark.parametrize(
    ("origin", "batch", "publication"),
    [
        ("https://a.example/", {}, "示例批次(2024年)：第3例 某院改进信访[EB/OL]. [2026-07-01]. https://a.example/."),
        ("", {}, "示例批次(2024年)：第3例 某院改进信访[Z]. [2024]."),
        (None, {}, "示例批次(2024年)：第3例 某院改进信访[Z]. [2024]."),
        ("由检察日报社提供 https://a.example/", {}, "示例批次(2024年)：第3例 某院改进信访[Z]. [2024]."),
        ("javascript:alert(1)", {}, "示例批次(2024年)：第3例 某院改进信访[Z]. [2024]."),
        ("", {"published_on": date(2025, 1, 2)}, "示例批次(2024年)：第3例 某院改进信访[Z]. 2025-01-02."),
    ],
)  # fmt: skip
def test_what_is_not_known_is_not_made_up(origin, batch, publication):
    assert cited(origin, **batch)[0].publication == f"最高人民检察院. {publication}"


def test_batch_without_publisher():
    assert cited(publisher="")[0].publication == "示例批次(2024年)：第3例 某院改进信访[Z]. [2024]."


def test_page_is_cited_as_its_revision_said_it():
    assert cited(revision=4)[0].page == (
        "检察改革事例库. 某院改进信访[EB/OL]. [2026-07-01]. https://cases.example.org/cases/sample-2024-03/r/4/."
    )
