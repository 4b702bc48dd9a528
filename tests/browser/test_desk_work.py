"""The work of the desk from beginning to end, each person signed in for real: an editor, a reviewer, an administrator."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from playwright.sync_api import expect

from reform_cases.desk.new_cases import new_cases
from reform_cases.history.revisions import note_found
from reform_cases.ingest.importer import import_document
from reform_cases.models import Case, Decision
from reform_cases.sourcetext.read import read_source
from tests.browser.conftest import comes_true
from tests.factories import make_case, make_region

BASE = "/admin/reform_cases/"
TEXT = (
    "检察改革典型事例(2026年)\n\n事例1:浙江省人民检察院健全监督机制\n【关键词】\n监督机制 数字检察\n"
    "【改革情况】\n2025年以来,浙江省人民检察院共办理案件12件,挽回损失3万余元。\n"
    "一、健全机制\n建立联席会议制度,开展培训20余次。\n【典型意义】\n具有推广价值。\n"
)
ROLES = {"editor": "编辑", "second": "编辑", "reviewer": "审核", "keeper": "管理员"}


@pytest.fixture
def sign_in(transactional_db, open_page):
    """A function that opens the desk in a new window for one of the people of `ROLES`."""
    call_command("setup_roles", verbosity=0)

    def signed_in(name: str, path: str = "/admin/"):
        person, _made = User.objects.get_or_create(username=name, defaults={"is_staff": True})
        person.set_password("desk-pass-1")
        person.save()
        person.groups.set(Group.objects.filter(name=ROLES[name]))
        page = open_page(f"/admin/login/?next={path}")
        page.fill("#id_username", name)
        page.fill("#id_password", "desk-pass-1")
        page.click("[type=submit]")
        page.wait_for_url(f"**{path}")
        return page

    return signed_in


def change(case: Case) -> str:
    return f"{BASE}case/{case.pk}/change/"


def press(page, what: str) -> None:
    """Press a button that sends its form, and wait for the page that answers."""
    with page.expect_navigation():
        page.click(what)


def save(page) -> str:
    press(page, "[name=_continue]")
    return page.inner_text(".messagelist, .errornote")


def select(page, start: int, end: int) -> None:
    """Select these characters of the source beside the form."""
    page.evaluate(
        """([start, end]) => {
            const text = document.getElementById("desk-source-text");
            const range = new Range();
            range.setStart(text.firstChild, start - text.dataset.start);
            range.setEnd(text.firstChild, end - text.dataset.start);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
        }""",
        [start, end],
    )


def test_a_new_case_from_pasted_text_to_publication(sign_in, settings):
    settings.REVIEWERS = 2
    make_region()
    editor = sign_in("editor", f"{BASE}case/new/")
    editor.fill("#id_new_slug", "jcgg-2026")
    editor.fill("#id_text", TEXT)
    editor.click("[type=submit].default")
    editor.wait_for_url("**/change/")
    case = Case.objects.get()
    # Confirmed and rejected with one key each; another number is read from the characters that were chosen.
    for row, key in enumerate("yn"):
        editor.focus(f"#outcomes-{row}")
        editor.keyboard.press(key)
    at = case.source.text.index("2025年")
    select(editor, at, at + 5)
    editor.click("#desk-read")
    expect(editor.locator("#desk-said")).to_contain_text("2025")
    assert editor.input_value("#id_outcomes-3-span") == f"{at}–{at + 5}"
    editor.click("#outcomes-3 .inline-deletelink")
    # A measure that is added gets its evidence in this very save.
    editor.click("#measures-group .add-row a")
    added = int(editor.input_value("#id_measures-TOTAL_FORMS")) - 1
    editor.focus(f"#id_measures-{added}-heading")
    at = case.source.text.index("联席会议制度")
    select(editor, at, at + 6)
    editor.click("#desk-take")
    expect(editor.locator("#id_evidence_given")).to_have_value(f"measures-{added}.heading {at}–{at + 6}")
    editor.select_option("#id_status", "review")
    assert "成功" in save(editor)
    assert list(case.outcomes.values_list("quote", flat=True)) == ["12件", "20余次"]
    assert Decision.objects.get(case=case, key="o-1").verdict == "confirmed"
    made = case.evidence.get(key=f"{case.measures.get(heading='联席会议制度').anchor}.heading")
    assert (made.start, made.quote) == (at, "联席会议制度")
    expect(editor.locator("[name=_sign]")).to_have_count(0)
    # One signature of two; a correction voids it; two new ones.
    reviewer = sign_in("reviewer", change(case))
    press(reviewer, "[name=_sign]")
    assert "还须他人签发" in reviewer.inner_text(".messagelist")
    editor.goto(change(case))
    editor.fill("#id_title", "浙江省人民检察院健全法律监督机制")
    save(editor)
    reviewer.goto(change(case))
    assert "reviewer" not in reviewer.inner_text(".desk-signing")
    press(reviewer, "[name=_sign]")
    assert reviewer.request.get(case.get_absolute_url()).status == 404
    keeper = sign_in("keeper", change(case))
    press(keeper, "[name=_sign]")
    assert "读者现在看到的就是这一版" in keeper.inner_text(".messagelist")
    assert keeper.goto(case.get_absolute_url()).status == 200
    assert "健全法律监督机制" in keeper.inner_text("h1")
    expect(keeper.get_by_text("已由编辑改动")).to_have_count(1)
    keeper.get_by_text("改这里").click()
    keeper.wait_for_url("**/change/")


def test_two_editors_at_once_lose_nothing(batch, sign_in):
    case = Case.objects.get(slug="sample-2024-01")
    note_found([case.pk])
    first, second = sign_in("editor", change(case)), sign_in("second", change(case))
    first.fill("#id_title", "第一位改的标题")
    save(first)
    second.fill("#id_significance", "第二位写的意义。")
    expect(second.locator(".desk-conflict")).to_have_count(0)
    save(second)
    assert "第一位改的标题" in second.inner_text(".desk-conflict")
    press(second, "[name=_together]")
    second.wait_for_selector(".messagelist .success")
    case.refresh_from_db()
    assert (case.title, case.significance) == ("第一位改的标题", "第二位写的意义。")


def test_a_correction_stays_when_the_text_comes_again_and_the_disagreement_is_settled(sign_in):
    make_region()
    case = new_cases(TEXT.encode(), "a.txt", "jcgg-2026", None)[0]
    editor = sign_in("editor", change(case))
    editor.fill("#id_outcomes-0-metric", "结案")
    save(editor)
    again = TEXT.replace("案件12件", "案件15件")
    import_document(read_source(again.encode(), "a.txt"), "a.txt", collection="jcgg-2026")
    assert case.outcomes.get(anchor="o-1").metric == "结案"
    reviewer = sign_in("reviewer")
    reviewer.click(".desk-work a:text-is('o-1')")
    press(reviewer, "[name=_decided]")
    reviewer.wait_for_selector(".messagelist .success")
    assert not Decision.objects.filter(disputed=True).exists()


def test_what_was_typed_is_there_again_after_leaving(batch, sign_in):
    case = Case.objects.get(slug="sample-2024-01")
    page = sign_in("editor", change(case))
    page.fill("#id_title", "没有保存的标题")
    page.evaluate(comes_true("Object.keys(localStorage).length > 0"))
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(change(case))
    page.click(".desk-draft button >> nth=0")
    expect(page.locator("#id_title")).to_have_value("没有保存的标题")


def test_what_was_sent_in_vain_is_there_again(batch, sign_in):
    case = Case.objects.get(slug="sample-2024-01")
    page = sign_in("editor", change(case))
    out_of_service = {"content_type": "text/html", "body": "<h1>out of service</h1>"}
    page.route(
        f"**{change(case)}",
        lambda route: route.fulfill(**out_of_service) if route.request.method == "POST" else route.fallback(),
    )
    page.fill("#id_title", "没有存下的标题")
    page.click("[name=_continue]")
    expect(page.locator("h1")).to_have_text("out of service")
    page.goto(change(case))
    expect(page.locator(".desk-draft button")).to_have_count(2)
    # What is saved elsewhere is another matter.
    assert page.evaluate("localStorage.getItem('desk-sent')") is None
    page.click(".desk-draft button >> nth=0")
    expect(page.locator("#id_title")).to_have_value("没有存下的标题")


def test_a_withdrawal_and_a_merger_are_told_to_readers(batch, sign_in):
    gone, kept = Case.objects.published().order_by("number")
    merged = make_case(number=9)
    keeper = sign_in("keeper", change(gone))
    keeper.select_option("#id_status", "withdrawn")
    keeper.eval_on_selector("#id_withdrawal_reason", "field => { field.value = 'error' }")
    save(keeper)
    keeper.goto(change(merged))
    keeper.select_option("#id_status", "merged")
    keeper.evaluate(
        """([key, title]) => {
            const field = document.getElementById("id_merged_into");
            field.append(new Option(title, key, true, true));
        }""",
        [str(kept.pk), kept.title],
    )
    save(keeper)
    request = keeper.request
    assert request.get(gone.get_absolute_url()).status == 410
    assert "内容有误" in request.get(gone.get_absolute_url()).text()
    led = request.get(merged.get_absolute_url(), max_redirects=0)
    assert (led.status, led.headers["location"]) == (308, kept.get_absolute_url())


def test_a_report_of_a_reader_is_answered(batch, sign_in, open_page):
    case = Case.objects.get(slug="sample-2024-01")
    reader = open_page(f"/report/?at={case.get_absolute_url()}")
    reader.fill("textarea", "标题里少了一个字。")
    press(reader, "main form button")
    answer = reader.url
    editor = sign_in("editor")
    editor.click("text=标题里少了一个字。")
    editor.fill("#id_answer", "已改正，谢谢。")
    press(editor, "[name=_save]")
    editor.wait_for_selector(".messagelist .success")
    reader.goto(answer)
    assert "已改正，谢谢。" in reader.inner_text("main")


def test_forbidden_steps_are_refused_on_the_desk(batch, sign_in):
    case = Case.objects.filter(status="published").first()
    editor = sign_in("editor", change(case))
    editor.select_option("#id_status", "draft")
    save(editor)
    assert editor.inner_text(".desk-faults li") == "状态：您没有把事例改为这一状态的权限。"
    case.refresh_from_db()
    assert case.status == "published"
    for path, status, said in (
        ("/admin/auth/user/", 403, "没有权限"),
        (f"{BASE}case/999999/preview/", 404, "没有这一页"),
        ("/admin/nothing-here/", 404, "没有这一页"),
    ):
        answer = editor.request.get(path)
        assert (answer.status, said in answer.text()) == (status, True)
