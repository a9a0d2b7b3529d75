from __future__ import annotations

import threading
import time
import urllib.request

import pytest
from totkit.publish import serve_site
from totkit.publish.serve import VERSION_PATH, snapshot


def fetch(address):
    with urllib.request.urlopen(address, timeout=5) as answer:
        return answer.read().decode()


def wait_until(condition):
    end = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.fixture
def served(tmp_path):
    site, source = tmp_path / "site", tmp_path / "source"
    for folder in (site, source):
        folder.mkdir()
    (site / "index.html").write_text("<html><body>one</body></html>")
    (source / "a.md").write_text("one")
    addresses, changes, stop, ready = [], [], threading.Event(), threading.Event()

    def rebuild(changed):
        changes.append(changed)
        (site / "index.html").write_text(f"<html><body>{(source / 'a.md').read_text()}</body></html>")
        return True

    def on_ready(address):
        addresses.append(address)
        ready.set()

    thread = threading.Thread(
        target=serve_site,
        args=(site,),
        kwargs={"sources": [source], "rebuild": rebuild, "port": 0, "on_ready": on_ready, "stop": stop},
    )
    thread.start()
    assert ready.wait(5)
    yield addresses[0], site, source, changes
    stop.set()
    thread.join(10)
    assert not thread.is_alive()


def test_serve_site_rebuilds_and_tells_the_page(served):
    address, site, source, changes = served
    assert address.startswith("http://127.0.0.1:")
    before = fetch(address + VERSION_PATH[1:])
    page = fetch(address)
    assert page.startswith("<html><body>one<script>")
    assert "<script>" not in (site / "index.html").read_text()
    time.sleep(0.2)
    (source / "a.md").write_text("two, longer")
    wait_until(lambda: fetch(address + VERSION_PATH[1:]) != before)
    assert "two, longer" in fetch(address)
    assert changes == [(str(source / "a.md"),)]


def test_snapshot_skips_what_is_made(tmp_path):
    for name in ("a.md", "_build/b.md", "sub/__pycache__/c.pyc", "sub/d.yml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    assert sorted(snapshot([tmp_path / "a.md", tmp_path / "missing"])) == [str(tmp_path / "a.md")]
    assert sorted(snapshot([tmp_path])) == [str(tmp_path / "a.md"), str(tmp_path / "sub/d.yml")]
