"""A name that has to go by law: afterwards it stands in no column of no table, and the catalogue is sound."""

from __future__ import annotations

import json
import re
import zlib

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import Q

from reform_cases.desk.deciding import decide
from reform_cases.desk.importing import import_for_readers
from reform_cases.desk.redaction.places import checked, places
from reform_cases.desk.redaction.redacting import NotMaskedError, redact
from reform_cases.desk.signing import last_editor, pending_copy
from reform_cases.history.revisions import DESK, Writer, written
from reform_cases.history.since import ChangedCases, Since
from reform_cases.ingest.audit import catalogue_faults
from reform_cases.models import (
    Case,
    Decision,
    ErrorReport,
    Evidence,
    Instrument,
    Keyword,
    KeywordSynonym,
    Masking,
    Redaction,
    Revision,
    SourceDocument,
    UnfoundSearch,
)
from reform_cases.search.check import differences
from reform_cases.search.matching import found_ids
from reform_cases.sourcetext.read import read_source
from reform_cases.text.masks import sum_of_the_rest
from tests.factories import make_region

pytestmark = pytest.mark.django_db
NAME, MASKED = "赵明远", "×××"
WHY = "(2026)浙0102民初1号判决"
TEXT = """检察改革典型事例(2026年)

事例1
浙江省人民检察院推行赵明远工作法健全监督机制

【关键词】
数字检察；赵明远工作法；检察听证

【改革情况】
近年来，信访案件较多。检察官赵 明远发现线索12条。

【主要做法】
一、设立“赵明远”调解工作室
由赵明远牵头建立联席会议制度，共办理案件1.4万余件，同比上升20%。
二、健全协作机制
移送线索30件。

【典型意义】
以赵明远同志为代表的做法值得推广。

事例2
河南省人民检察院深化检察听证

【关键词】
检察听证

【改革情况】
近年来办理听证案件50件。

【典型意义】
值得推广。
"""
FILE = "jcgg-2026.txt"


def imported(text=TEXT, name=FILE, **options):
    return import_for_readers(
        read_source(text.encode(), "x.txt"), name, collection="jcgg-2026", publish=True, **options
    )


@pytest.fixture(autouse=True)
def _catalogue():
    make_region("330000", "浙江省")
    make_region("410000", "河南省")
    imported()


@pytest.fixture
def administrator():
    return User.objects.create(username="administrator")


def everything():
    """Every text of every column of every table, blobs unpacked, JSON unescaped; with where it stands."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                for name, value in zip(names, row, strict=True):
                    yield f"{table}.{name}", _texts(value)


def _texts(value):
    if isinstance(value, bytes | memoryview):
        data = bytes(value)
        try:
            return zlib.decompress(data).decode()
        except (zlib.error, ValueError):
            return ""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return text.encode().decode("unicode_escape", "ignore") + text if "\\u" in text else text


def where(name=NAME):
    pattern = re.compile(r"(?:\s|\\n)*".join(name))
    return sorted({place for place, text in everything() if pattern.search(text)})


def faults():
    """What the audit finds, but for what is edited, and the divisions that are not loaded."""
    return [str(one) for one in catalogue_faults() if not one.edited and one.slug != "regions"]


def edit(case, by, **fields):
    Case.objects.filter(pk=case.pk).update(**fields)
    decide(written([case.pk], Writer(DESK, by)), by)


def first():
    return Case.objects.get(slug="jcgg-2026-01")


def everywhere(by):
    """Let the name stand wherever a name can."""
    case = first()
    edit(case, by, background="检察官赵明远发现线索12条。")
    keyword = Keyword.objects.get(name="检察听证")
    keyword.know_as("赵明远听证法")
    pending_copy(case, by)
    ErrorReport.objects.create(
        case=case, passage="由赵明远牵头", text="赵明远是谁", answer="赵明远不便公开", sender="x"
    )
    UnfoundSearch.objects.create(text="赵明远案", last_on="2026-11-28")
    LogEntry.objects.create(
        user=by, object_id=case.pk, object_repr=case.title, action_flag=CHANGE, change_message="改了赵明远"
    )
    draft = Case.objects.create(collection=case.collection, number=9, title="赵明远的草稿")
    written([draft.pk], Writer(DESK, by))
    Case.objects.filter(pk=draft.pk).delete()
    written([draft.pk], Writer(DESK, by))


def test_name_stands_in_no_column_afterwards_and_everything_holds(administrator):
    everywhere(administrator)
    assert len(where()) > 15
    redact(NAME, WHY, administrator)
    assert where() == []
    assert faults() == []
    assert list(differences()) == []


def test_index_keeps_no_pair_of_a_former_text(administrator):
    def blobs():
        with connection.cursor() as cursor:
            cursor.execute("SELECT data FROM reform_cases_searchblock")
            return b"".join(bytes(row[0]) for row in cursor.fetchall())

    pair = (ord("明") << 21 | ord("远")).to_bytes(8, "little")
    assert pair in blobs()
    redact(NAME, WHY, administrator)
    assert pair not in blobs()
    assert (list(found_ids("赵明远")), list(found_ids("×××工作法"))) == ([], [first().pk])


def test_spans_stay_and_quotes_are_those_of_the_masked_text(administrator):
    before = list(Evidence.objects.order_by("pk").values_list("key", "start", "end"))
    redact(NAME, WHY, administrator)
    assert list(Evidence.objects.order_by("pk").values_list("key", "start", "end")) == before
    case = first()
    assert case.title == "浙江省人民检察院推行×××工作法健全监督机制"
    assert case.background == "近年来，信访案件较多。检察官× ××发现线索12条。"
    assert [one.heading for one in case.measures.order_by("order")] == ["设立“×××”调解工作室", "健全协作机制"]
    assert dict(Keyword.objects.values_list("name", "slug")) == {
        "数字检察": "数字检察",
        "检察听证": "检察听证",
        "×××工作法": "某某某工作法",
    }
    assert [one for one in Instrument.objects.values_list("name", flat=True) if MASKED in one] == [
        "“×××”调解工作室"
    ]


def test_masked_edition_is_proved_by_what_was_left(administrator):
    before = SourceDocument.objects.get()
    done = redact(NAME, WHY, administrator)
    proof, source = Masking.objects.get(kind="source"), SourceDocument.objects.get()
    assert proof.left == sum_of_the_rest(before.text, proof.places)
    assert {span[2] for span in proof.spans} == {done.pk}
    assert {"".join(before.text[a:b] for a, b in proof.places)} == {NAME * 6}
    assert before.sha256 not in (source.sha256, source.text_sha256)
    SourceDocument.objects.update(text=source.text.replace("线索30件", "线索31件"))
    assert f"{FILE} masking: what was left unmasked is not what it was" in faults()
    SourceDocument.objects.update(text=source.text.replace("检察官×", "检察官甲"))
    assert f"{FILE} masking: a masked place says something" in faults()


def test_revisions_say_so_with_reason_and_day_and_their_rest_is_proved(administrator):
    redact(NAME, WHY, administrator)
    rows = list(Revision.objects.filter(case=first()).order_by("number"))
    assert [(one.via, one.by_name, one.why) for one in rows] == [
        ("import", "", ""),
        ("masked", "administrator", WHY),
    ]
    assert rows[0].record["case"]["title"] == first().title
    body = rows[0].record
    body["case"]["organ"] = "别的"
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    Revision.objects.filter(pk=rows[0].pk).update(body=zlib.compress(text))
    assert "jcgg-2026-01 revision 1 masking: what was left unmasked is not what it was" in faults()


def test_what_was_noted_says_how_often_and_never_the_name(administrator):
    done = redact(NAME, WHY, administrator)
    assert (done.reason, done.by_name) == (WHY, "administrator")
    assert done.places["来源文献"] == 6
    assert set(done.places) == {
        *("来源文献", "事例", "改革举措", "其他栏目", "关键词", "出处", "制度与平台", "量化成效", "修订")
    }


def test_another_name_masked_later_keeps_both_proofs(administrator):
    first_one = redact(NAME, WHY, administrator)
    second = redact("联席会议", "另一理由", administrator)
    proof = Masking.objects.get(kind="source")
    assert {span[2] for span in proof.spans} == {first_one.pk, second.pk}
    assert faults() == []


def test_two_keywords_that_become_one_by_it(administrator):
    imported(TEXT.replace("数字检察；", "钱明远工作法；"))
    redact(NAME, WHY, administrator)
    redact("钱明远", WHY, administrator)
    assert list(Keyword.objects.filter(name__contains="工作法").values_list("name", flat=True)) == [
        "×××工作法"
    ]
    assert (where(), where("钱明远"), KeywordSynonym.objects.count()) == ([], [], 0)
    assert faults() == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (TEXT, FILE),
        (TEXT.replace("\n", "\r\n"), FILE),
        (TEXT.replace("线索30件", "线索31件"), FILE),
        (TEXT, "赵明远.txt"),
    ],
)
def test_file_that_comes_in_again_is_masked_again(administrator, text, name):
    redact(NAME, WHY, administrator)
    before = Case.objects.order_by("slug").values_list("slug", "title")
    imported(text, name)
    assert where() == []
    assert list(Case.objects.order_by("slug").values_list("slug", "title")) == list(before)
    assert faults() == []


def test_same_file_again_changes_nothing(administrator):
    redact(NAME, WHY, administrator)
    assert imported().rows == 0


def test_fixture_that_brings_it_back_is_refused(administrator, tmp_path):
    fixture = tmp_path / "with_name.json"
    call_command("dumpdata", "reform_cases.sourcedocument", natural_primary=True, output=str(fixture))
    redact(NAME, WHY, administrator)
    with pytest.raises(CommandError, match=f"{FILE} holds a name that was masked by law"):
        call_command("loaddata", str(fixture))
    assert where() == []


def test_other_text_is_read_as_it_is(administrator):
    redact(NAME, WHY, administrator)
    other = """检察改革典型事例(2027年)
事例1
河南省人民检察院推行赵明远接访法
【关键词】
信访
【典型意义】
赵明远牵头化解积案，群众满意。
"""
    document = read_source(other.encode(), "x.txt")
    import_for_readers(document, "other.txt", collection="other-2027")
    assert Case.objects.get(slug="other-2027-01").title == "河南省人民检察院推行赵明远接访法"


def test_pending_copy_is_masked_and_who_edited_it_may_still_not_sign(administrator, settings):
    settings.REVIEWERS = 1
    editor = User.objects.create(username="editor")
    copy = pending_copy(first(), editor)
    edit(copy, editor, significance="赵明远同志。")
    redact(NAME, WHY, administrator)
    copy.refresh_from_db()
    assert (copy.significance, last_editor(copy)) == ("×××同志。", "editor")


def test_decision_stays_one_of_the_masked_record(administrator):
    edit(first(), administrator, title="推行赵明远工作法")
    redact(NAME, WHY, administrator)
    one = Decision.objects.get(key="title")
    assert (one.decided, one.proposed) == (
        {"title": "推行×××工作法"},
        {"title": "浙江省人民检察院推行×××工作法健全监督机制"},
    )
    assert one.passage["source"] == SourceDocument.objects.get().sha256


def test_who_reads_on_is_told_of_it(administrator):
    Revision.objects.update(serial=0)
    redact(NAME, WHY, administrator)
    changed = ChangedCases.after(Since(later=~Q(serial=0)))
    assert list(changed.before) == [first().pk]


def test_what_is_no_name_is_refused(administrator):
    before = where()
    for name in ("赵", "河南", "检察听证2", "×××", "公益诉讼检察", "，。", "", "典型意义", "钱明远"):
        with pytest.raises(NotMaskedError):
            redact(name, WHY, administrator)
    assert (where(), Redaction.objects.count()) == (before, 0)


def test_reason_is_asked_for_and_may_not_hold_the_name(administrator):
    for reason in ("", "  ", "赵明远申请"):
        with pytest.raises(NotMaskedError):
            redact(NAME, reason, administrator)
    assert Redaction.objects.count() == 0


def test_damaged_source_is_not_masked(administrator):
    SourceDocument.objects.update(text_sha256="0" * 64)
    with pytest.raises(NotMaskedError, match="须先用 check_catalogue 查明"):
        redact(NAME, WHY, administrator)
    assert (first().title.count(NAME), Masking.objects.count()) == (1, 0)


def test_places_are_told_before_anything_is_done():
    told = [(one.kind, one.named, one.count) for one in places(checked(NAME))]
    assert told[:2] == [("来源文献", FILE, 6), ("事例", first().title, told[1][2])]
    assert [one for one in told if one[0] == "修订"] == [("修订", "jcgg-2026-01", 1)]
    assert where() != []


def test_name_that_an_advert_parts_is_masked_in_source_and_record(administrator):
    imported(TEXT.replace("以赵明远同志", "以赵明《投注网址点击注册送彩金》远同志"))
    assert first().significance == "以赵明远同志为代表的做法值得推广。"
    redact(NAME, WHY, administrator)
    assert first().significance == "以×××同志为代表的做法值得推广。"
    assert "以××《投注网址点击注册送彩金》×同志" in SourceDocument.objects.latest("pk").text
    assert faults() == []
