"""What of a page is text, and where its lines end."""

from __future__ import annotations

import pytest

from reform_cases.sourcetext.files.html_text import page_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>甲<p>乙", "甲\n乙\n"),
        ("<p>甲<br>乙<br/>丙</p>", "甲\n乙\n丙\n"),
        ("<div>甲<span>乙</span><i>丙</i></div>丁", "甲乙丙\n丁\n"),
        ("<p>　　甲  A\n&nbsp;B </p>", "甲 A B\n"),
        ("<p>甲\n  乙\nC</p>", "甲乙 C\n"),
        ("<pre>甲\n乙</pre>", "甲\n乙\n"),
        ("<p>&ldquo;甲&rdquo;&#65288;一&#xff09;&lt;</p>", "“甲”（一）<\n"),
        ("<ul><li>甲<li>乙</ul>", "甲\n乙\n"),
        ("<p>甲<!-- 注 -->乙</p>", "甲乙\n"),
        ("<h1>甲</h1><h3>乙</h3><h2>【丙】</h2>", "# 甲\n### 乙\n【丙】\n"),
        ("<p><b>甲</b><strong>乙</strong></p><p><b>甲</b>乙</p><b>【丙】</b>", "**甲乙**\n甲乙\n【丙】\n"),
        ("<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><p>甲</p></html>", "甲\n"),
        ("https://example.org/", "https://example.org/\n"),
        ("\ufeff<p>甲</p>", "甲\n"),
    ],
)
def test_lines_are_those_a_reader_sees(html, text):
    assert page_text(html) == text


@pytest.mark.parametrize(
    "dropped",
    [
        "<script>乙</script>", "<style>乙</style>", "<noscript>乙</noscript>", "<nav>乙</nav>", "<header>乙</header>",
        "<footer>乙</footer>", "<aside>乙</aside>", "<div role='navigation'>乙</div>", "<div class='a menu'>乙</div>",
        "<div id='footer'>乙</div>", "<p hidden>乙</p>", "<p aria-hidden='true'>乙</p>", "<p style='display: none'>乙</p>",
        "<button>乙</button>", "<select><option>乙</select>", "<textarea>乙</textarea>", "<a href='#footnote-1'>乙</a>",
    ],
)  # fmt: skip
def test_what_is_no_part_of_the_text_is_left_out(dropped):
    assert page_text(f"<body><p>甲</p>{dropped}<p>丙</p></body>") == "甲\n丙\n"


def test_article_that_a_script_is_to_uncover_is_read():
    assert page_text("<div style='visibility: hidden; opacity: 0'><p>甲</p></div>") == "甲\n"


def test_marked_main_part_is_all_that_is_read():
    assert page_text("<p>甲</p><main><header>乙</header><p>丙</p></main>") == "乙\n丙\n"
    assert page_text("<p>甲</p><article><p>丙</p></article>") == "丙\n"
    assert page_text("<p>甲</p><article>乙</article><article>丙</article>") == "甲\n乙\n丙\n"


def test_table_comes_row_by_row_unless_it_is_there_for_the_layout():
    table = (
        "<table><tr><th>地区</th><th><p>件数</p></th></tr><tr><td>北京</td><td></td><td>3</td></tr></table>"
    )
    assert page_text(table) == "地区\t件数\n北京\t—\t3\n"
    assert (
        page_text("<table><tr><td>甲</td><td><p>乙。</p><p>丙。</p></td></tr></table>") == "甲\n乙。\n丙。\n"
    )
    assert page_text(f"<table><tr><td>{table}</td></tr></table>") == "地区\t件数\n北京\t—\t3\n"


def test_nesting_deeper_than_the_stack():
    assert page_text("<div>" * 5_000 + "甲") == "甲\n"
