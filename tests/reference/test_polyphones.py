"""Names and words with characters of several readings are spelt as they are read."""

from __future__ import annotations

import tomllib

import pytest

from reform_cases.search.spelling import POLYPHONES, syllables

WORDS = tomllib.loads(POLYPHONES.read_text(encoding="utf-8"))["words"]

READ = {
    "长效机制": "chang xiao ji zhi",
    "浚县": "xun xian",
    "单县人民检察院": "shan xian ren min jian cha yuan",
    "涡阳": "guo yang",
    "重庆": "chong qing",
    "朝阳区": "chao yang qu",
    "长治": "chang zhi",
    "长垣": "chang yuan",
    "长子县": "zhang zi xian",
    "郫都": "pi du",
    "六安": "lu an",
    "六合": "lu he",
    "蚌埠": "beng bu",
    "河长制": "he zhang zhi",
    "检察长": "jian cha zhang",
    "院长": "yuan zhang",
    "增长": "zeng zhang",
    "首都": "shou du",
    "还款": "huan kuan",
    "重复信访": "chong fu xin fang",
    "重点": "zhong dian",
    "调查": "diao cha",
    "银行": "yin hang",
    "行政": "xing zheng",
}


@pytest.mark.parametrize(("name", "read"), READ.items())
def test_name_is_spelt_as_it_is_read(name, read):
    assert " ".join(syllables(name)) == read


@pytest.mark.parametrize("word", WORDS)
def test_each_listed_word_has_a_syllable_a_character(word):
    assert " ".join(syllables(word)) == WORDS[word]
    assert len(WORDS[word].split()) == len(word)
