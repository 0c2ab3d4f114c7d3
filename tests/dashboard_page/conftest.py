"""A small made-up build, and the service in front of it."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.kit.database import Database, make_engine
from api.kit.settings import Settings
from api.main import create_app

SHELL = """\
<!doctype html>
<html lang="id">
<head>
<script type="module" crossorigin src="/assets/index-AAAA1111.js"></script>
<link rel="modulepreload" crossorigin href="/assets/vue-BBBB2222.js">
<link rel="stylesheet" crossorigin href="/assets/index-CCCC3333.css">
</head>
<body><div id="app"></div></body>
</html>
"""
FORM, LIST = "src/features/assignments/pages/FormPage.vue", "src/features/assignments/pages/ListPage.vue"
ROUTES = [
    {"path": "/tugas", "name": "tasks", "module": LIST, "fetch": ["/api/v1/me/assignments?state=to_do&size=25"]},
    {"path": "/tugas/:id", "name": "form", "module": FORM, "fetch": ["/api/v1/me", "/api/v1/assignments/{id}"]},
    {"path": "/tugas/contoh", "name": "practice", "module": LIST, "fetch": []},
    {"path": "/periode/:id(\\d+)/:tab?", "name": "round", "module": LIST, "fetch": ["/api/v1/rounds/{id}/{tab}"]},
    {"path": "/:rest(.*)*", "name": "not-found", "module": None, "fetch": []},
]  # fmt: skip
MANIFEST = {
    "index.html": {"file": "assets/index-AAAA1111.js", "isEntry": True, "imports": ["_vue.js"]},
    "_vue.js": {"file": "assets/vue-BBBB2222.js"},
    "_scale.js": {"file": "assets/scale-DDDD4444.js", "imports": ["_vue.js", "_ring.js"], "css": ["assets/ring.css"]},
    "_ring.js": {"file": "assets/ring-EEEE5555.js", "imports": ["_scale.js"], "css": ["assets/ring.css"]},
    FORM: {"file": "assets/FormPage-FFFF6666.js", "imports": ["index.html", "_scale.js"], "css": ["assets/form.css"]},
    LIST: {"file": "assets/ListPage-GGGG7777.js", "imports": ["index.html"]},
}
FILES = {
    "index.html": SHELL,
    "index.html.br": "compressed",
    "routes.json": json.dumps(ROUTES),
    "routes.json.gz": "compressed",
    ".vite/manifest.json": json.dumps(MANIFEST),
    "assets/index-AAAA1111.js": "start()",
    "assets/index-AAAA1111.js.br": "start() in br",
    "assets/index-AAAA1111.js.gz": "start() in gzip",
    "assets/inter-HHHH8888.woff2": "font",
    "sw.js": "self.skipWaiting()",
    "manifest.webmanifest": "{}",
    "icons/icon.svg": "<svg/>",
}

OpenDashboard = Callable[[Path], TestClient]


def write_build(folder: Path, files: dict[str, str] = FILES) -> Path:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content)
    return folder


@pytest.fixture
def open_dashboard(tmp_path: Path) -> Iterator[OpenDashboard]:
    """No page of the dashboard asks the database: an empty one will do."""
    database = Database(make_engine(f"sqlite:///{tmp_path}/office.db"))

    def serve(folder: Path) -> TestClient:
        settings = Settings(_env_file=None, worker="outside", dashboard_dir=folder)
        return TestClient(create_app(settings, database), base_url="https://localhost", follow_redirects=False)

    yield serve
    database.engine.dispose()


@pytest.fixture
def dashboard(open_dashboard: OpenDashboard, tmp_path: Path) -> TestClient:
    return open_dashboard(write_build(tmp_path / "dist"))
