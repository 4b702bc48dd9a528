from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from reform_cases.catalogue.marked_passages import SpanMark, Text, annotate
from reform_cases.jinja.marked_text import found_text, running_text, source_text


class Reader(HTMLParser):
    """What a browser makes of markup: its text, its elements, whether they nest."""

    def __init__(self, markup):
        super().__init__(convert_charrefs=True)
        self.text, self.open, self.ids, self.links = "", [], [], []
        self.feed(markup)
        self.close()

    def handle_data(self, data):
        self.text += data

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.open.append(tag)
        if "id" in attributes:
            self.ids.append(attributes["id"])
        if tag == "a":
            assert self.open.count("a") == 1, "a link inside a link"
            self.links.append((attributes["href"], attributes.get("aria-label", "")))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


TEXT = "一<b>&amp;\r\n12件\"'</div>\r尾"


def test_source_text_is_escaped_and_keeps_every_character():
    markup = source_text(annotate(TEXT, [SpanMark(0, 6, "noise", "杂质", '"><script>')]))
    assert Reader(markup).text == TEXT
    assert "\r" not in markup
    assert markup.startswith(
        '<span id="s-0-6" class="p p-noise" data-caption="杂质：&quot;&gt;&lt;script&gt;">一&lt;b&gt;&amp;a</span>'
    )


def test_innermost_value_is_a_link_and_an_outer_one_begins_with_one():
    inner = SpanMark(1, 3, "outcome", "量化成效", "两件", "/c/#o-1", "回到事例：两件")
    outer = SpanMark(0, 4, "body", "举措正文", "", "/c/#m-1", "回到事例：举措正文")
    assert source_text(annotate("共两件。", [outer, inner])) == (
        '<span id="s-0-4" class="p p-body" data-caption="举措正文">'
        '<a class="back" href="/c/#m-1" aria-label="回到事例：举措正文"></a>共'
        '<a id="s-1-3" class="p p-outcome" data-caption="量化成效：两件" href="/c/#o-1" title="回到事例：两件">两件</a>'
        "。</span>"
    )


def test_long_passage_is_not_itself_a_link():
    body = SpanMark(0, 4, "body", "举措正文", "", "/c/#m-1", "回到事例：举措正文")
    assert Reader(source_text(annotate("共两件。", [body]))).links == [("/c/#m-1", "回到事例：举措正文")]


def test_piece_of_a_cut_passage_has_no_second_address():
    markup = source_text(annotate("abcdefgh", [SpanMark(0, 5, "body"), SpanMark(4, 7, "outcome")]))
    assert Reader(markup).ids == ["s-0-5", "s-4-7"]


def test_running_text_links_numbers():
    markup = running_text(annotate("共<12件>。", [SpanMark(2, 5, "number", href="/s/#s-9-12")]))
    assert markup == '共&lt;<a class="number" href="/s/#s-9-12">12件</a>&gt;。'


marks = st.lists(
    st.builds(
        SpanMark, st.integers(0, 12), st.integers(0, 12), st.just("k"), href=st.sampled_from(["", "/x/"])
    ),
    max_size=8,
)


@given(st.text("字<&'\"\r\n", max_size=12), marks)
def test_markup_is_well_formed_with_unique_ids(text, given_marks):
    for written in (source_text, running_text):
        reader = Reader(written(annotate(text, given_marks)))
        assert (reader.text, reader.open) == (text, [])
        assert len(reader.ids) == len(set(reader.ids))


def test_words_that_were_found_are_marked_inside_and_across_links():
    link = SpanMark(2, 5, "number", href="/source/")
    pieces = annotate("办案12件，再<办>", [link])
    places = [(1, 3, 1), (7, 10, 2)]
    assert running_text(pieces, places) == (
        '办<mark id="hit-1">案</mark><a class="number" href="/source/"><mark>1</mark>2件</a>，再'
        '<mark id="hit-2">&lt;办&gt;</mark>'
    )
    assert running_text(pieces, places[2:]) == running_text(pieces)


def test_snippet_has_its_marks_in_full_width_over_the_bounds_of_pieces():
    pieces = [Text("重复信访"), Text(",下降35.6%,"), Text("实现1,983件\n(全部)")]
    assert found_text(pieces) == "重复信访，下降35.6%，实现1,983件 （全部）"
