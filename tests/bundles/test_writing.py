"""What a bundle holds: all that is public, nothing else, in files that say what they are."""

from __future__ import annotations

import csv
import hashlib
import json
import sqlite3
from contextlib import closing

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError

from reform_cases.bundles.tables import TABLES
from reform_cases.models import DERIVED, Case, Decision, Seal, SourceDocument
from reform_cases.reference.furniture import WITHHELD_SIGN
from tests.bundles.samples import DRAFT, MERGED, SECRETS, WITHDRAWN, bundle, contents, hide_some
from tests.public_schemas import faults_of_datapackage
from tests.shipped import load_shipped

pytestmark = pytest.mark.django_db


def rows(folder, table):
    return [json.loads(line) for line in (folder / f"{table}.jsonl").read_bytes().splitlines()]


def test_every_model_is_in_a_table_or_left_out_on_purpose():
    models = set(apps.get_app_config("reform_cases").get_models())
    assert models - {table.model for table in TABLES} == {*DERIVED, Seal}


def test_tables_say_what_the_fixture_says(tmp_path):
    load_shipped()
    folder = bundle(tmp_path, "six")
    fixture = json.loads((settings.BASE_DIR / "fixtures" / "jcgg-2024.json").read_text(encoding="utf-8"))
    for table, model, columns in (
        ("measures", "measure", ("anchor", "order", "label", "heading", "body")),
        ("outcomes", "outcome", ("anchor", "quote", "value", "unit", "sentence", "review")),
        ("evidence", "evidence", ("key", "part", "start", "end", "quote")),
    ):
        said = [one["fields"] for one in fixture if one["model"] == f"reform_cases.{model}"]
        wanted = {(one["case"][0], *(one[name] for name in columns)) for one in said}
        assert {(one["case"], *(one[name] for name in columns)) for one in rows(folder, table)} == wanted
        assert len(wanted) == len(said) > 40
    assert [one["slug"] for one in rows(folder, "cases")] == [f"jcgg-2024-0{n}" for n in range(1, 7)]


def test_public_bundle_holds_nothing_hidden(tmp_path):
    hidden = hide_some()
    public = contents(bundle(tmp_path, "public"))
    shown = rows(tmp_path / "public", "sources")[0]["text"]
    # The list of contents names every case.
    passages = [line for text in hidden for line in text.splitlines() if len(line) > 30 and line not in shown]
    assert (len(passages) > 20, len(Case.objects.exclude(status="published"))) == (True, 4)
    words = [*SECRETS, *passages, WITHDRAWN, DRAFT, MERGED]
    assert [(name, word) for name, data in public.items() for word in words if word.encode() in data] == []
    everything = b"".join(contents(bundle(tmp_path, "everything", everything=True)).values())
    assert [word for word in words if word.encode() not in everything] == []


def test_source_keeps_its_length_where_cases_are_withheld(tmp_path):
    hide_some()
    folder = bundle(tmp_path, "public")
    (said,) = rows(folder, "sources")
    whole = SourceDocument.objects.get()
    spans = Case.objects.filter(slug__in=(WITHDRAWN, DRAFT, MERGED)).values_list("source_start", "source_end")
    wanted = whole.text
    for start, end in spans:
        wanted = wanted[:start] + WITHHELD_SIGN * (end - start) + wanted[end:]
    assert (said["text"], said["sha256"]) == (wanted, whole.sha256)
    assert said["text_sha256"] == hashlib.sha256(wanted.encode()).hexdigest()
    for one in rows(folder, "evidence"):
        assert wanted[one["start"] : one["end"]] == one["quote"]


def test_decision_says_what_the_record_says_and_no_more(tmp_path):
    hide_some()
    told = {(one["case"], one["key"]): one for one in rows(bundle(tmp_path, "public"), "decisions")}
    kept = Decision.objects.get(case__slug="jcgg-2024-01", key="o-2")
    assert told["jcgg-2024-01", "o-2"]["note"] == kept.note != ""
    disputed = told["jcgg-2024-01", "o-1"]
    assert (disputed["verdict"], disputed["decided"]["metric"]) == ("confirmed", "督促主动补缴税款的加油站")
    assert {disputed[name] for name in ("note", "by_name", "at", "by")} == {"", None}
    assert [disputed[name] for name in ("proposed", "offered", "passage", "disputed")] == [{}, {}, {}, False]


def test_csv_files_are_those_of_the_site(tmp_path, client):
    load_shipped()
    call_command("export_bundle", tmp_path / "six", site="http://testserver/", stdout=None)
    for name, query in (("cases", ""), ("outcomes", "?status=achieved&status=planned")):
        ours = list(csv.DictReader((tmp_path / "six" / f"{name}.csv").read_text("utf-8-sig").splitlines()))
        body = b"".join(client.get(f"/{name}.csv{query}")).decode("utf-8-sig")
        theirs = list(csv.DictReader(body.splitlines()))
        assert sorted(map(str, ours)) == sorted(map(str, theirs))
        assert len(ours) == {"cases": 6, "outcomes": 64}[name]


def test_sqlite_file_has_every_row_and_sound_relations(tmp_path):
    hide_some()
    folder = bundle(tmp_path, "everything", everything=True)
    with closing(sqlite3.connect(folder / "catalogue.db")) as database:
        there = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        assert there == {table.name for table in TABLES if not table.desk}
        for name in there:
            ((count,),) = database.execute(f'SELECT count(*) FROM "{name}"')
            assert count == len(rows(folder, name))
        assert list(database.execute("PRAGMA foreign_key_check")) == []
        greatest = database.execute(
            "SELECT quote FROM outcomes WHERE unit = '件' ORDER BY value DESC LIMIT 1"
        )
        assert list(greatest) == [("2065件",)]


def test_data_package_tells_of_each_file_that_has_rows(tmp_path):
    load_shipped()
    folder = bundle(tmp_path, "six")
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert faults_of_datapackage(package) == []
    for one in package["resources"]:
        data = (folder / one["path"]).read_bytes()
        assert (one["bytes"], one["hash"]) == (len(data), f"sha256:{hashlib.sha256(data).hexdigest()}")
        if one["format"] == "jsonl":
            assert list(json.loads(data.splitlines()[0])) == [
                field["name"] for field in one["schema"]["fields"]
            ]
        if one["format"] == "csv":
            head = data.decode("utf-8-sig").splitlines()[0].split(",")
            assert head == [field["name"] for field in one["schema"]["fields"]]
    tables = {table.file for table in TABLES if not table.desk and rows(folder, table.name)}
    assert {one["path"] for one in package["resources"]} == {
        *tables,
        "cases.csv",
        "outcomes.csv",
        "catalogue.db",
    }


def test_manifest_proves_every_other_file(tmp_path):
    load_shipped()
    folder = bundle(tmp_path, "six")
    manifest = json.loads((folder / "manifest.json").read_text())
    assert {one["path"] for one in manifest["files"]} == {path.name for path in folder.iterdir()} - {
        "manifest.json"
    }
    for one in manifest["files"]:
        data = (folder / one["path"]).read_bytes()
        sums = (hashlib.sha256(data).hexdigest(), hashlib.new("sm3", data).hexdigest())
        assert (one["sha256"], one["sm3"], one["bytes"]) == (*sums, len(data))


def test_a_bundle_gets_a_folder_of_its_own(tmp_path):
    (tmp_path / "kept.txt").write_text("kept")
    with pytest.raises(
        CommandError, match="is there already and not empty: a bundle gets a folder of its own"
    ):
        call_command("export_bundle", tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["kept.txt"]
