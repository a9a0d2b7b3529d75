"""The site on this machine while it is written: rebuilt and reloaded when a source changes.

The script that reloads is put in by the server as it answers; no file of the site holds it.
"""

from __future__ import annotations

import threading
import time
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

HOST = "127.0.0.1"
VERSION_PATH = "/.totkit-version"
POLL_SECONDS = 0.5
SKIPPED = frozenset(
    {".git", ".venv", "_build", "grading", "__pycache__", ".ipynb_checkpoints", "node_modules"}
)
RELOAD = (
    "<script>(function(){var seen;setInterval(function(){fetch('" + VERSION_PATH + "',{cache:'no-store'})"
    ".then(function(r){return r.text()}).then(function(v){if(seen&&v!==seen)location.reload();seen=v})"
    ".catch(function(){})},1000)})()</script>"
).encode()


class Version:
    """A number that grows with each build; pages ask for it."""

    def __init__(self) -> None:
        self.number = 1

    def __str__(self) -> str:
        return str(self.number)


class _Handler(SimpleHTTPRequestHandler):
    """Serves files, never cached, with the reloading script at the end of each page."""

    def __init__(self, *args: Any, version: Version, **kwargs: Any) -> None:
        self.version = version
        super().__init__(*args, **kwargs)

    def do_GET(self) -> None:
        if self.path.split("?")[0] == VERSION_PATH:
            self._answer(str(self.version).encode(), "text/plain; charset=utf-8")
            return
        page = self._find_page()
        if page is None:
            super().do_GET()
            return
        content = page.read_bytes()
        self._answer(content.replace(b"</body>", RELOAD + b"</body>", 1), "text/html; charset=utf-8")

    def _find_page(self) -> Path | None:
        path = Path(self.translate_path(self.path))
        if path.is_dir() and self.path.split("?")[0].endswith("/"):
            path /= "index.html"
        return path if path.suffix == ".html" and path.is_file() else None

    def _answer(self, content: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *_args: Any) -> None:
        """Say nothing: the terminal belongs to the builds."""


def make_server(site_folder: Path, version: Version, *, port: int = 0) -> ThreadingHTTPServer:
    """Return a server of a folder on the loopback address only; port 0 takes any free one."""
    handler = partial(_Handler, version=version, directory=str(site_folder))
    return ThreadingHTTPServer((HOST, port), handler)


def snapshot(sources: Iterable[Path]) -> Mapping[str, tuple[int, int]]:
    """Return time and size of some files, and of every file below some folders, by path."""
    found: dict[str, tuple[int, int]] = {}
    waiting = list(sources)
    while waiting:
        path = waiting.pop()
        try:
            if path.is_dir():
                waiting += [child for child in path.iterdir() if child.name not in SKIPPED]
            else:
                status = path.stat()
                found[str(path)] = (status.st_mtime_ns, status.st_size)
        except OSError:  # An editor replaces a file while we look.
            continue
    return found


def serve_site(
    site_folder: Path,
    *,
    sources: Iterable[Path],
    rebuild: Callable[[tuple[str, ...]], bool],
    port: int = 8000,
    on_ready: Callable[[str], None] | None = None,
    stop: threading.Event | None = None,
) -> None:
    """Serve a folder until interrupted, and rebuild it when a source changes.

    :param sources: files and folders to watch
    :param rebuild: takes the paths that changed and tells whether the site is new; what it raises ends
        the serving, so it reports an author's mistakes itself
    :param on_ready: is given the address
    """
    version, stop, watched = Version(), stop or threading.Event(), tuple(sources)
    server = make_server(site_folder, version, port=port)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        if on_ready:
            on_ready(f"http://{HOST}:{server.server_port}/")
        seen = snapshot(watched)
        while not stop.wait(POLL_SECONDS):
            now = snapshot(watched)
            if now == seen:
                continue
            time.sleep(POLL_SECONDS / 5)  # An editor that saves two files saves them together.
            now = snapshot(watched)
            changed = sorted(path for path in seen.keys() | now.keys() if seen.get(path) != now.get(path))
            seen = now
            if rebuild(tuple(changed)):
                version.number += 1
    except KeyboardInterrupt:
        pass
    finally:
        server.shutdown()
        server.server_close()
