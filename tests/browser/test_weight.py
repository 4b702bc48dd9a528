"""What a page costs: bytes and requests as they go over the wire, and nothing that jumps while it loads."""

import pytest
from django.core.management import call_command
from django.db import connections
from django.test import override_settings
from django.test.testcases import LiveServerThread

from reform_cases.jinja.environment import static_address
from reform_cases.models import Case
from reform_cases.search.refresh import refresh
from tests.shipped import load_shipped

MOST_BYTES, MOST_REQUESTS = 60 * 1024, 6
PAGES = {
    "overview": "/",
    "list": "/cases/",
    "searched": "/cases/?q=检察 案件&region=330000",
    "numbers": "/outcomes/",
    "record": "/cases/jcgg-2024-03/",
    "source": "/cases/jcgg-2024-03/source/",
    "comparison": "/compare/?case=jcgg-2024-03&case=jcgg-2024-04",
    "regions": "/regions/",
    "keywords": "/keywords/",
    "collection": "/collections/jcgg-2024/",
    "about": "/about/",
    "error": "/no/such/page/",
}


@pytest.fixture
def packed_site(transactional_db, tmp_path):
    """The shipped cases on a server that answers like the real one: static files hashed, everything compressed."""
    load_shipped()
    refresh(Case.objects.values_list("pk", flat=True))
    storages = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "reform_cases.config.static_storage.HashedStaticFilesStorage"},
    }
    static_address.cache_clear()
    with override_settings(STATIC_ROOT=tmp_path, STORAGES=storages, WHITENOISE_AUTOREFRESH=False):
        call_command("collectstatic", interactive=False, verbosity=0)
        database = connections["default"]
        shared = {"default": database} if database.vendor == "sqlite" else {}
        for one in shared.values():
            one.inc_thread_sharing()
        # Files come from the site itself, not from what Django's server for tests puts before it.
        server = LiveServerThread("localhost", lambda files: files.application, connections_override=shared)
        server.daemon = True
        server.start()
        server.is_ready.wait()
        assert server.error is None
        yield f"http://localhost:{server.port}"
        server.terminate()
        for one in shared.values():
            one.dec_thread_sharing()
    static_address.cache_clear()


def wire_costs(chromium, address):
    """The bytes of every file that opening `address` fetches, by the file's address."""
    context = chromium.new_context()
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    files, sizes = {}, {}
    wire.on("Network.requestWillBeSent", lambda e: files.update({e["requestId"]: e["request"]["url"]}))
    wire.on(
        "Network.loadingFinished", lambda e: sizes.update({files[e["requestId"]]: e["encodedDataLength"]})
    )
    page.goto(address, wait_until="networkidle")
    context.close()
    return [size for address, size in sizes.items() if not address.startswith("data:")]


def test_pages_are_light(packed_site, chromium):
    costs = {name: wire_costs(chromium, f"{packed_site}{address}") for name, address in PAGES.items()}
    too_much = {n: (sum(sizes), len(sizes)) for n, sizes in costs.items() if sum(sizes) > MOST_BYTES}
    too_many = {n: len(sizes) for n, sizes in costs.items() if not 2 <= len(sizes) <= MOST_REQUESTS}
    assert (too_much, too_many) == ({}, {})


SHIFTS = """() => new Promise(done => {
    let sum = 0;
    new PerformanceObserver(list => list.getEntries().forEach(e => { sum += e.value }))
        .observe({ type: "layout-shift", buffered: true });
    requestAnimationFrame(() => setTimeout(() => done(sum), 100));
})"""


def test_nothing_jumps(packed_site, chromium):
    shifts = {}
    for width in (390, 1280):
        page = chromium.new_page(viewport={"width": width, "height": 800})
        for name, address in PAGES.items():
            page.goto(f"{packed_site}{address}", wait_until="load")
            shifts[name, width] = page.evaluate(SHIFTS)
        page.close()
    assert shifts == dict.fromkeys(shifts, 0)
