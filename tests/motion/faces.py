"""Every face of the catalogue, asked as readers ask: which records it names, and what it says of them."""

from __future__ import annotations

import json
import re

from reform_cases.bundles.rows import BundleRows

_SLUG = re.compile(r"jcgg-2024-\d\d(?!\d)")
# Each names every public record, and no other.
WHOLE = (
    "/cases/", "/cases.csv", "/cases.json", "/cases.jsonl", "/cases.atom", "/outcomes.json", "/outcomes.csv", "/cases/?q=健全机制",
    "/collections/jcgg-2024/", "/keywords/数字检察/", "/regions/330000/", "/sitemap/jcgg-2024.xml", "/cases.json?function=刑事检察",
    "/instruments/健全机制/",
)  # fmt: skip
# Each may name some of the public records, and no other.
SOME = (
    "/", "/suggest/?q=健全", "/outcomes/", "/cases/?q=协作", "/data/", "/compare/",
)  # fmt: skip
READING_LIST = "/reading-list/?" + "&".join(f"case=jcgg-2024-0{number}" for number in range(1, 9))
_LED_TO = re.compile(r'href="/cases/(jcgg-2024-\d\d)/"')
OF_A_RECORD = ("", "source/", ".json", ".md")


def body(response) -> str:
    return (b"".join(response) if response.streaming else response.content).decode()


def departures(client, records) -> list[str]:
    """What any face shows otherwise than the model; nothing when all is well."""
    public = {one.slug: one for one in records.values() if one.public}
    found = []
    for address in WHOLE:
        shown = set(_SLUG.findall(body(client.get(address))))
        if shown != set(public):
            found.append(f"{address} names {sorted(shown)}, not {sorted(public)}")
    for address in SOME:
        shown = set(_SLUG.findall(body(client.get(address))))
        if not shown <= set(public):
            found.append(f"{address} names {sorted(shown - set(public))}")
    # It says which of the given addresses it cannot list, so that only its links are looked at.
    led_to = set(_LED_TO.findall(body(client.get(READING_LIST))))
    if led_to != set(public):
        found.append(f"the reading list leads to {sorted(led_to)}, not {sorted(public)}")
    total = json.loads(body(client.get("/cases.json")))["total"]
    if total != len(public):
        found.append(f"/cases.json counts {total}, not {len(public)}")
    for one in records.values():
        found += _of_record(client, one, public, records)
    return found + _of_bundle(public, records)


def _of_bundle(public, records) -> list[str]:
    """What a public bundle names or says of records that are not public."""
    rows = [json.dumps(row, ensure_ascii=False) for _table, row in BundleRows(everything=False).all()]
    text = "\n".join(rows)
    shown = set(_SLUG.findall(text))
    found = [] if shown == set(public) else [f"the bundle names {sorted(shown)}, not {sorted(public)}"]
    hidden = [other.says["title"] for other in records.values() if not other.public]
    hidden += [other.copy.says["title"] for other in records.values() if other.copy]
    said = {other.says["title"] for other in public.values()}
    return found + [f"the bundle says {title}" for title in hidden if title in text and title not in said]


def _of_record(client, one, public, records) -> list[str]:
    found = []
    wanted = _answer(one, records)
    for suffix in OF_A_RECORD:
        address = f"/cases/{one.slug}{suffix if suffix.startswith('.') else '/' + suffix}"
        response = client.get(address)
        if response.status_code != wanted:
            found.append(f"{address} answers {response.status_code}, not {wanted}")
        text = body(response)
        others = {slug for slug in _SLUG.findall(text) if slug != one.slug} - set(public)
        # The batch of a source is named in its address.
        if others:
            found.append(f"{address} names {sorted(others)}")
        if wanted == 200 and suffix != "source/":
            found += [
                f"{address} does not say {value}" for value in (one.says["title"],) if value not in text
            ]
        if wanted == 200:
            hidden = [other.says["title"] for other in records.values() if not other.public]
            hidden += [other.copy.says["title"] for other in records.values() if other.copy]
            said = {other.says["title"] for other in public.values()}
            found += [f"{address} says {title}" for title in hidden if title in text and title not in said]
    # What it says now finds it, whatever it said before.
    if one.public and one.slug not in _SLUG.findall(
        body(client.get("/cases.json", {"q": one.says["title"]}))
    ):
        found.append(f"{one.says['title']} does not find {one.slug}")
    return found


def _answer(one, records) -> int:
    if one.public:
        return 200
    if one.state == "withdrawn":
        return 410
    if one.state == "merged":
        return 308
    return 404
