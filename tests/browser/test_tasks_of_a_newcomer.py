"""What a newcomer wants of the six shipped cases, each from the first page in at most four actions."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import comes_true
from tests.browser.test_reading import PHONE
from tests.shipped import load_shipped

MOST_ACTIONS = 4
HENAN, XUZHOU = "河南省人民检察院深化申诉案件反向审视", "江苏省徐州市人民检察院完善社会治理检察建议工作机制"
KECHENG = "浙江省衢州市柯城区人民检察院创建侦查监督与协作配合“云办公室”"
# What a screen reader calls the place of the keyboard.
NAME = """() => {
  const {labels, ariaLabel, textContent} = document.activeElement;
  return labels?.[0]?.textContent ?? ariaLabel ?? textContent;
}"""


class Journey:
    """A reader's way through the site; every click and every text sent is an action, over when its page is there."""

    def __init__(self, page):
        self.page, self.actions = page, 0

    def click(self, name, **options):
        self.actions += 1
        link = self.page.get_by_role("link", name=name, **options).first
        address = link.evaluate("link => link.href")
        link.click()
        self.page.wait_for_url(lambda url: url == address)

    def search(self, text):
        self.actions += 1
        self.page.get_by_role("combobox", name="检索词").fill(text)
        self.page.get_by_role("button", name="检索", exact=True).click()
        self.page.wait_for_url(re.compile(r"/cases/\?q="))

    def press(self, wanted, text=""):
        """Go with Tab to what is called `wanted`, type `text` and press Enter: the keyboard alone."""
        self.actions += 1
        before = self.page.url
        for _press in range(80):
            self.page.keyboard.press("Tab")
            if wanted in self.page.evaluate(NAME):
                break
        self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")
        self.page.wait_for_url(lambda url: url != before)


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
    return journey.page.locator(".cases h2, .cases h3")


def texts(journey, what):
    return ["".join(text.split()) for text in journey.page.locator(what).all_inner_texts()]


def test_who_cut_repeat_petitions_and_by_how_much(begin):
    journey = begin()
    journey.search("重复信访")
    expect(titles(journey)).to_have_text([HENAN])
    told = [text for text in texts(journey, ".headlines li") if text.startswith("重复信访")]
    assert told == ["重复信访下降35.6%"]


def test_every_case_that_built_a_platform_by_name(begin):
    journey = begin()
    journey.click("制度与平台")
    journey.click(re.compile("^平台"))
    assert [text.split("：")[0] for text in texts(journey, ".instruments > li")] == [
        "云办公室浙江省衢州市柯城区人民检察院",
        "“京检智汇”沙龙北京市检察机关原文",
        "掌上联络平台黑龙江省齐齐哈尔市检察机关原文",
        "“检警+”数字化场景应用平台浙江省衢州市柯城区人民检察院",
    ]


def test_two_places_on_one_theme(begin):
    journey = begin()
    journey.click("查看全部 6 件事例")
    for title in (HENAN, XUZHOU):
        journey.click(f"加入比较：{title}")
    journey.click("比较这 2 件")
    expect(journey.page.get_by_role("columnheader")).to_have_count(2)
    expect(journey.page.get_by_role("rowheader", name="检察建议", exact=True)).to_be_visible()


def test_one_number_is_cited(begin):
    journey = begin()
    journey.click("深化申诉案件反向审视")
    journey.click(re.compile(r"^引用此数：.*35\.6%$"))
    assert re.search(r"/cases/jcgg-2024-04/r/1/#o-\d+", texts(journey, ".citation")[0])


def test_one_paragraph_is_shared(begin):
    journey = begin()
    journey.click("深化申诉案件反向审视")
    own = journey.page.locator("#m-1 a[href='#m-1']").first
    journey.click(own.get_attribute("aria-label") or own.text_content())
    assert journey.page.url.endswith("/cases/jcgg-2024-04/#m-1")


def test_only_the_planned_ones(begin):
    journey = begin()
    journey.click("数字", exact=True)
    journey.click("另有 1 个计划中的数字")
    assert texts(journey, ".outcomes .value") == ["100个"]


def test_a_record_is_printed(begin):
    journey = begin()
    journey.click("深化申诉案件反向审视")
    journey.page.evaluate("window.print = () => { window.printed = true }")
    journey.page.get_by_role("button", name="打印").click()
    journey.page.evaluate(comes_true("window.printed"))


def test_keyboard_alone(begin):
    journey = begin()
    journey.press("检索词", "重复信访")
    journey.press(HENAN)
    expect(journey.page.get_by_role("heading", level=1)).to_have_text(HENAN)


def test_by_pinyin(begin):
    journey = begin()
    journey.search("xinfang")
    expect(titles(journey)).to_have_text([HENAN])


def test_in_traditional_characters(begin):
    journey = begin()
    journey.search("信訪")
    expect(titles(journey)).to_have_text([HENAN])


def test_near_a_place(begin):
    journey = begin()
    journey.click("江苏省")
    journey.click("浙江省")
    expect(titles(journey)).to_have_text([KECHENG])


def test_which_measure_answers_a_trouble(begin):
    journey = begin()
    journey.search("线索管理混乱")
    expect(titles(journey)).to_have_text([])
    journey.click("线索管理一体化")
    assert journey.page.url.endswith("/cases/jcgg-2024-02/#m-2-1")
    expect(journey.page.locator(":target")).to_be_in_viewport()


def test_a_case_is_told_in_a_minute_on_a_phone(begin):
    journey = begin(**PHONE)
    journey.click("深化申诉案件反向审视")
    assert len(texts(journey, "[aria-labelledby=how] > ol > li")) == 3
    ends = journey.page.locator(".band").evaluate("e => e.getBoundingClientRect().bottom")
    assert ends < 2 * PHONE["viewport"]["height"]


def test_from_a_hit_back_to_the_results(begin):
    journey = begin()
    journey.search("信访")
    results = journey.page.url
    journey.click(HENAN, exact=True)
    journey.click("返回检索结果")
    assert journey.page.url == results


def test_what_fell(begin):
    journey = begin()
    journey.click("什么降下来了？")
    assert {"下降19.7%", "下降35.6%", "下降10.8%"} <= set(texts(journey, ".outcomes .value"))
    assert [text for text in texts(journey, ".outcomes .value") if "下降" not in text] == []
