"""A site of one language asks for each word once, one of two asks each time."""

import pytest

from reform_cases.words import once_for_one_language


@pytest.mark.parametrize(("languages", "asked"), [(1, ["甲", "乙"]), (2, ["甲", "乙", "甲"])])
def test_word_is_asked_once_for_one_language(settings, languages, asked):
    settings.LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")][:languages]
    questions = []

    @once_for_one_language
    def ask(text):
        questions.append(text)
        return f"<{text}>"

    assert [ask(text) for text in ("甲", "乙", "甲")] == ["<甲>", "<乙>", "<甲>"]
    assert questions == asked
