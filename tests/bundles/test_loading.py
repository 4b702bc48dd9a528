"""A bundle and its way back: the same bytes again, and each refusal leaves everything as it was."""

from __future__ import annotations

import hashlib
import json
import shutil

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.base import CommandError

from reform_cases.models import (
    Case,
    CatalogueVersion,
    Collection,
    Decision,
    Masking,
    Measure,
    Region,
    Revision,
    SourceDocument,
)
from reform_cases.search.check import differences
from tests.bundles.samples import bundle, contents, empty_again, hide_some
from tests.shipped import load_regions, load_shipped

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("everything", [False, True])
def test_what_was_taken_out_and_put_back_gives_the_same_bytes(tmp_path, capsys, everything):
    hide_some()
    first = bundle(tmp_path, "first", everything=everything)
    empty_again()
    load_regions()
    call_command("import_bundle", first)
    assert capsys.readouterr().out == f"{7 if everything else 3} cases from {first}, indexed\n"
    assert contents(bundle(tmp_path, "again", everything=everything)) == contents(first)
    assert (list(differences()), CatalogueVersion.objects.get().indexed) == ([], True)
    call_command("check_catalogue")
    # Keys go on behind those that were given.
    last = Collection.objects.order_by("pk").last().pk
    assert Collection.objects.create(slug="next", title="下一批", year=2026).pk > last


def test_everything_comes_back_as_people_left_it(tmp_path):
    hide_some()
    before = list(
        Revision.objects.order_by("pk").values_list("of", "number", "chain", "at", "by_name", "why", "serial")
    )
    first = bundle(tmp_path, "first", everything=True)
    empty_again()
    call_command("import_bundle", first, stdout=None)
    assert (
        list(
            Revision.objects.order_by("pk").values_list(
                "of", "number", "chain", "at", "by_name", "why", "serial"
            )
        )
        == before
    )
    masking = Masking.objects.get(kind="source")
    assert [one.reason for one in masking.reasons()] == ["秘密判决"]
    assert SourceDocument.objects.get().text[slice(*masking.places[0])] == "×××"
    assert User.objects.get(username="秘密的人").check_password("秘密")
    assert Decision.objects.get(case__slug="jcgg-2024-01", key="o-1").by.username == "秘密的人"
    assert Case.objects.get(slug="jcgg-2024-01~").pending_for.slug == "jcgg-2024-01"
    assert CatalogueVersion.objects.get().serial > max(serial for *_rest, serial in before)


@pytest.fixture(scope="module")
def shipped(tmp_path_factory):
    """Gives the public bundle of the six cases, written when it is first asked for."""
    folder = tmp_path_factory.mktemp("bundles") / "six"

    def get(there):
        if not folder.exists():
            load_shipped()
            bundle(folder.parent, "six")
            empty_again()
        return shutil.copytree(folder, there)

    return get


def rewrite(folder, name, change):
    """Change the text of a file, and let the manifest say so."""
    path = folder / name
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    manifest = json.loads((folder / "manifest.json").read_text())
    for one in manifest["files"]:
        if one["path"] == name:
            data = path.read_bytes()
            one |= {
                "bytes": len(data),
                "sha256": hashlib.sha256(data).hexdigest(),
                "sm3": hashlib.new("sm3", data).hexdigest(),
            }
    (folder / "manifest.json").write_text(json.dumps(manifest))


def edit(name, old, new, times=1):
    return lambda folder: rewrite(folder, name, lambda text: text.replace(old, new, times))


def alter(folder):
    path = folder / "measures.jsonl"
    data = bytearray(path.read_bytes())
    data[1000] ^= 1
    path.write_bytes(bytes(data))


def of_another_format(folder):
    path = folder / "manifest.json"
    path.write_text(path.read_text().replace('"format": 1', '"format": 2'))


REFUSED = [
    (alter, "measures.jsonl was altered: its SHA256 is "),
    (lambda folder: (folder / "cases.csv").unlink(), "cases.csv is not there, but manifest.json names it"),
    (lambda folder: (folder / "TERMS.md").write_text("x"), "TERMS.md was altered: it has 1 bytes"),
    (lambda folder: (folder / "manifest.json").unlink(), "manifest.json cannot be read: No such file or directory"),
    (lambda folder: (folder / "manifest.json").write_text("{}"), "manifest.json is no manifest of a bundle"),
    (of_another_format, "manifest.json: format 2 is not known here"),
    (edit("manifest.json", '"path": "cases.csv"', '"path": "../cases.csv"'), "names a file that is not beside it: ../cases.csv"),
    (edit("outcomes.jsonl", '"unit":', '"units":'), "outcomes.jsonl, line 1: has not the columns of outcomes: unit, units"),
    (edit("cases.jsonl", '"region":"110000"', '"region":"990000"'), "cases.jsonl, line 1: region 990000 is not in regions"),
    (edit("cases.jsonl", '"collection":"jcgg-2024"', '"collection":"other"'), "cases.jsonl, line 1: collection other is not in collections"),
    (edit("outcomes.jsonl", '"value":"138"', '"value":"many"'), "outcomes.jsonl, line 1: value cannot be 'many'"),
    (edit("outcomes.jsonl", '"quote":"138家"', '"quote":null'), "outcomes.jsonl, line 1: quote may not be empty"),
    (edit("decisions.jsonl", '"case":"jcgg-2024-01"', '"case":"jcgg-2024-09"'), "decisions.jsonl, line 1: case jcgg-2024-09 is not in cases.jsonl"),
    (edit("measures.jsonl", '"anchor":"m-2"', '"anchor":"m-1"'), "measures.jsonl, line 2: there are two of anchor m-1"),
    (edit("sections.jsonl", "", "{\n"), "sections.jsonl, line 1: is no JSON: "),
    (edit("outcomes.jsonl", '"quote":"138家"', '"quote":"139家"'), "what it holds is not sound"),
]  # fmt: skip


@pytest.mark.parametrize(("damage", "said"), REFUSED, ids=[said[:40] for _damage, said in REFUSED])
def test_a_bundle_that_is_not_right_changes_nothing(tmp_path, shipped, damage, said):
    folder = shipped(tmp_path / "six")
    damage(folder)
    with pytest.raises(CommandError) as refused:
        call_command("import_bundle", folder)
    told = str(refused.value)
    assert (said in told, str(folder) in told, "\n" in told) == (True, True, False), told
    counts = [model.objects.count() for model in (Collection, Case, Measure, Revision, Region)]
    assert counts == [0, 0, 0, 0, 0]


def test_nothing_is_imported_beside_other_records(tmp_path, shipped):
    folder = shipped(tmp_path / "six")
    Collection.objects.create(slug="kept", title="已有的批次", year=2024)
    with pytest.raises(CommandError, match=r"the database is not empty \(there are collections\)"):
        call_command("import_bundle", folder)
    assert (Case.objects.count(), [one.slug for one in Collection.objects.all()]) == (0, ["kept"])


def test_departures_from_sources_are_told(tmp_path, capsys):
    load_shipped()
    case = Case.objects.get(slug="jcgg-2024-05")
    Case.objects.filter(pk=case.pk).update(background=case.background[:-1])
    folder = bundle(tmp_path, "edited")
    empty_again()
    with pytest.raises(CommandError) as told:
        call_command("import_bundle", folder)
    assert (told.value.returncode, str(told.value)) == (3, "1 departures from the sources")
    assert "jcgg-2024-05 background" in capsys.readouterr().out
    assert Case.objects.count() == 6
