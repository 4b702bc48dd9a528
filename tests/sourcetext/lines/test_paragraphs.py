from __future__ import annotations

import pytest

from reform_cases.sourcetext.lines.paragraphs import rejoin
from tests.sourcetext.samples import lines_of

LONG = "检察机关与行政机关共同建立跨部门协作配合工作机"


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        (f"{LONG}\n制,形成合力。", [f"{LONG}制,形成合力。"]),
        (f"{LONG}《办\n法》实施后成效明显。", [f"{LONG}《办法》实施后成效明显。"]),
        (f"{LONG}制。\n制,形成合力。", [f"{LONG}制。", "制,形成合力。"]),
        (f"{LONG}\n\n制,形成合力。", [LONG, "制,形成合力。"]),
        (f"{LONG}\n一、形成合力。", [LONG, "一、形成合力。"]),
        (f"{LONG}\n《办法》第三条", [LONG, "《办法》第三条"]),
        ("短标题\n制,形成合力。", ["短标题", "制,形成合力。"]),
        (f"(一){LONG}\n制发检察建议书并跟踪落实。", [f"(一){LONG}", "制发检察建议书并跟踪落实。"]),
        (f"(一)统一标准。{LONG}\n制,形成合力。", [f"(一)统一标准。{LONG}制,形成合力。"]),
        (f"(一){LONG}、\n制度并跟踪落实。", [f"(一){LONG}、制度并跟踪落实。"]),
    ],
)
def test_line_broken_inside_a_sentence_goes_on(text, paragraphs):
    lines = [line for line in lines_of(text) if not line.blank]
    joined = rejoin(lines)
    assert [line.form for line in joined] == paragraphs
    assert [line.clean.text for line in joined] == paragraphs
