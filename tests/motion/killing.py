"""`python -m tests.motion.killing`: writes to the database DATABASE_URL in a process that is killed, and says what is there then.

For each line of standard input, the seed of one kill, a line of JSON on standard output. Forks, so that Django is loaded
once. The child says before each deed what it intends and after it, once it is committed, what is there.
"""

from __future__ import annotations

import io
import json
import os
import random
import signal
import sys
import time
from pathlib import Path

import django

TEXT = """检察改革典型事例(2026年)

事例1
浙江省人民检察院健全监督机制

【关键词】
数字检察；检察听证

【改革情况】
近年来，信访案件较多。
一、健全联席会议制度
由检察长牵头，共办理案件%d件，同比上升20%%。

【典型意义】
做法值得推广。

事例2
河南省人民检察院深化检察听证

【关键词】
检察听证

【改革情况】
近年来共办理听证案件50件。

【典型意义】
做法值得推广。

事例3
浙江省人民检察院推行一体履职

【关键词】
一体履职

【改革情况】
近年来共移送线索30件。

【典型意义】
做法值得借鉴。
"""
FIRST, SECOND, THIRD = (f"k-2026-{number:02d}" for number in (1, 2, 3))
LONGEST = 1.2  # seconds of work until a kill


def bring(count):
    """Import the text with `count` in the measure of the first case."""
    from reform_cases.desk.importing import import_for_readers
    from reform_cases.sourcetext.read import read_source

    document = read_source((TEXT % count).encode(), "k.txt")
    import_for_readers(document, "k.txt", collection="k-2026", publish=True)


def save(slug, why, **fields):
    """As the form of a case saves."""
    from django.contrib.auth.models import User
    from django.db import transaction

    from reform_cases.desk.deciding import decide
    from reform_cases.history.revisions import DESK, Writer, note_found, written
    from reform_cases.models import Case

    with transaction.atomic():
        editor = User.objects.get(username="editor")
        case = Case.objects.select_for_update(no_key=True).get(slug=slug)
        note_found([case.pk])
        Case.objects.filter(pk=case.pk).update(**fields)
        decide(written([case.pk], Writer(DESK, editor, why)), editor)


def copy(said):
    """Change the third record in its pending copy and hand that in, at once."""
    from django.contrib.auth.models import User
    from django.db import transaction

    from reform_cases.desk.signing import pending_copy
    from reform_cases.models import Case

    with transaction.atomic():
        pending_copy(Case.objects.get(slug=THIRD), User.objects.get(username="editor"))
        save(f"{THIRD}~", "改", significance=said, status="review")


def sign():
    from django.contrib.auth.models import User

    from reform_cases.desk import signing
    from reform_cases.history.revisions import latest
    from reform_cases.models import Case

    case = Case.objects.get(slug=f"{THIRD}~")
    signing.sign(case, latest([case.pk])[case.pk].hash, User.objects.get(username="reviewer"))


def reindex():
    from django.core.management import call_command

    call_command("reindex", verbosity=0, stdout=io.StringIO())


def state():
    """What is there, value by value, and how many revisions each record has."""
    from reform_cases.models import Case

    found = {}
    for case in Case.objects.order_by("slug"):
        found |= {f"{case.slug}.{name}": getattr(case, name) for name in ("title", "status", "significance")}
        found |= {f"{case.slug}.{one.anchor}": one.body for one in case.measures.all()}
    return found


def work(seed, log):
    """Do one deed after the other until killed."""
    chance, there = random.Random(seed), state()
    numbers = iter(range(seed * 1_000, (seed + 1) * 1_000))
    with log.open("a", encoding="utf-8") as file:
        while True:
            number = next(numbers)
            intends, deed = chance.choice(deeds(number, there))
            file.write(json.dumps({"intends": intends}) + "\n")
            file.flush()
            deed()
            there = state()
            file.write(json.dumps({"there": there}) + "\n")
            file.flush()


def deeds(number, there):
    """What may be done, each with the values that it changes; None for one that goes."""
    title, said = f"第{number}次改的题目", f"第{number}次改的意义。"
    other = "draft" if there[f"{SECOND}.status"] == "published" else "published"
    waiting = there.get(f"{THIRD}~.significance")
    copied = {f"{THIRD}~.{name}": there[f"{THIRD}.{name}"] for name in ("title",)}
    copied |= {f"{THIRD}~.status": "review", f"{THIRD}~.significance": said}
    found = [
        (
            {f"{FIRST}.m-1": f"由检察长牵头，共办理案件{number}件，同比上升20%。"},
            lambda: bring(number),
        ),
        ({f"{SECOND}.title": title}, lambda: save(SECOND, "改题目", title=title)),
        ({f"{SECOND}.status": other}, lambda: save(SECOND, "发布", status=other)),
        ({}, reindex),
        (copied, lambda: copy(said)),
    ]
    if waiting:
        signed = dict.fromkeys((key for key in there if key.startswith(f"{THIRD}~.")), None)
        found.append(({**signed, f"{THIRD}.significance": waiting}, sign))
    return found


def kill(seed, log):
    """Let a child work, kill it at a random moment, and return what was acknowledged, intended, and is there."""
    from django.core.management import CommandError, call_command
    from django.db import connections

    log.write_text(json.dumps({"there": state()}) + "\n", encoding="utf-8")
    connections.close_all()
    child = os.fork()
    if child == 0:
        work(seed, log)
    # From its first deed on.
    while "intends" not in log.read_text(encoding="utf-8"):
        time.sleep(0.005)
    time.sleep(random.Random(seed).uniform(0, LONGEST))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    _wait_for_others()
    told = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    out, status = io.StringIO(), 0
    try:
        call_command("check_catalogue", stdout=out, stderr=out)
    except CommandError as error:
        status = error.returncode
        out.write(str(error))
    try:
        call_command("reindex", check=True, stdout=out, stderr=out)
    except CommandError as error:
        status = f"reindex: {error}"
    return {
        "deeds": sum("intends" in one for one in told),
        "acknowledged": [one["there"] for one in told if "there" in one][-1],
        "intended": told[-1].get("intends"),
        "there": state(),
        "status": status,
        "said": out.getvalue(),
    }


def _wait_for_others():
    """A server may still be at what the killed process had asked for."""
    from django.db import connection

    others = (
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    while connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(others)
            if cursor.fetchone()[0] == 0:
                return
        time.sleep(0.02)


def begin():
    """A database with three published records, two people and the divisions."""
    from django.contrib.auth.models import User
    from django.core.management import call_command

    from tests.shipped import load_regions

    call_command("migrate", verbosity=0)
    load_regions()
    for name in ("editor", "reviewer"):
        User.objects.create(username=name)
    bring(12)
    reindex()


def main(log):
    begin()
    for line in sys.stdin:
        sys.stdout.write(json.dumps(kill(int(line), log)) + "\n")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reform_cases.config.settings")
    django.setup()
    main(Path(sys.argv[1]))
