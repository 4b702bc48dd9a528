"""What a newcomer wants of the six shipped cases, each from the first page in at most four actions."""

import re

import pytest
from playwright.sync_api import expect

from tests.shipped import load_shipped

MOST_ACTIONS = 4
HENAN, XUZHOU = "河南省人民检察院深化申诉案件反向审视", "江苏省徐州市人民检察院完善社会治理检察建议工作机制"


class Journey:
    """A reader's way through the site; every click and every text sent is an action."""

    def __init__(self, page):
        self.page, self.actions = page, 0

    def click(self, role, name, **options):
        self.actions += 1
        self.page.get_by_role(role, name=name, **options).first.click()
        self.page.wait_for_load_state()

    def search(self, text):
        self.actions += 1
        self.page.get_by_role("combobox", name="检索词").fill(text)
        self.page.get_by_role("button", name="检索", exact=True).click()
        self.page.wait_for_load_state()


@pytest.fixture
def begin(transactional_db, open_page):
    """A function that begins a journey on the first page; at the end its actions are counted."""
    load_shipped()
    journeys = []

    def begin_on(**device):
        journeys.append(Journey(open_page("/", **device)))
        return journeys[-1]

    yield begin_on
    assert [one.actions for one in journeys if not 1 <= one.actions <= MOST_ACTIONS] == []


def titles(journey):
    return journey.page.locator(".cases h2, .cases h3").all_text_contents()


def texts(journey, what):
    return ["".join(text.split()) for text in journey.page.locator(what).all_inner_texts()]


def test_every_case_that_built_a_platform_by_name(begin):
    journey = begin()
    journey.click("link", "制度与平台")
    journey.click("link", re.compile("^平台"))
    assert [text.split("：")[0] for text in texts(journey, ".instruments > li")] == [
        "云办公室浙江省衢州市柯城区人民检察院",
        "“京检智汇”沙龙北京市检察机关原文",
        "掌上联络平台黑龙江省齐齐哈尔市检察机关原文",
        "“检警+”数字化场景应用平台浙江省衢州市柯城区人民检察院",
    ]


def test_two_places_on_one_theme(begin):
    journey = begin()
    journey.click("link", "查看全部 6 件事例")
    for title in (HENAN, XUZHOU):
        journey.click("link", f"加入比较：{title}")
    journey.click("link", "比较这 2 件")
    expect(journey.page.get_by_role("columnheader")).to_have_count(2)
    expect(journey.page.get_by_role("rowheader", name="检察建议", exact=True)).to_be_visible()


def test_one_number_is_cited(begin):
    journey = begin()
    journey.click("link", "深化申诉案件反向审视")
    journey.click("link", re.compile(r"^引用此数：.*35\.6%$"))
    assert re.search(r"/cases/jcgg-2024-04/#o-\d+", texts(journey, ".citation")[0])


def test_only_the_planned_ones(begin):
    journey = begin()
    journey.click("link", "数字", exact=True)
    journey.click("link", "另有 1 个计划中的数字")
    assert texts(journey, ".outcomes .value") == ["100个"]


def test_near_a_place(begin):
    journey = begin()
    journey.click("link", "江苏省")
    journey.click("link", "浙江省")
    assert titles(journey) == ["浙江省衢州市柯城区人民检察院创建侦查监督与协作配合“云办公室”"]
