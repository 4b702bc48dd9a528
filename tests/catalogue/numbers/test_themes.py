import pytest

from reform_cases.catalogue.numbers.themes import themes


def of(*metrics):
    return themes(dict.fromkeys(metrics, 1))


def test_metrics_that_end_in_one_noun_share_a_theme():
    found = of("移送监督线索", "接收代表移交线索", "个案讲评", "代表移交线索成案")
    assert found == dict.fromkeys(("移送监督线索", "接收代表移交线索", "代表移交线索成案"), "线索")


def test_words_that_say_little_are_cut_off_and_are_no_theme():
    assert of("信访总量", "重复信访", "评查信访申诉案件") == dict.fromkeys(
        ("信访总量", "重复信访", "评查信访申诉案件"), "信访"
    )
    assert of("办理案件", "查办案件", "移送案件", "受理案件") == {}


def test_sign_that_always_stands_before_belongs_to_the_word():
    metrics = ("制发检察建议", "审核再审检察建议", "采纳社会治理检察建议")
    assert of(*metrics) == dict.fromkeys(metrics, "检察建议")


def test_theme_is_the_noun_that_ends_last():
    metrics = ("发现线索", "移送监督线索", "制发检察建议", "再审检察建议", "立项线索中制发检察建议的比例")
    assert of(*metrics)["立项线索中制发检察建议的比例"] == "检察建议"


def test_long_noun_that_holds_a_short_one_is_of_its_theme():
    metrics = ("重复信访", "涉检信访", "化解信访积案", "治理信访积案")
    assert set(of(*metrics).values()) == {"信访"}


@pytest.mark.parametrize(("count", "theme"), [(2, {"督促主动补缴税款": "补缴税款"}), (1, {})])
def test_phrase_that_several_numbers_measure_is_a_theme_without_what_was_done(count, theme):
    assert themes({"督促主动补缴税款": count}) == theme


@pytest.mark.parametrize("metric", ["", "的", "GDP", "率", "人数", "𠮷𠮷"])
def test_what_has_no_noun_has_no_theme(metric):
    assert themes({metric: 5}) == {}
