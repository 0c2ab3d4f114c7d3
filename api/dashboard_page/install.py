"""The dashboard takes what the routes of the API leave."""

from fastapi import FastAPI
from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from api.dashboard_page.answers import answer
from api.dashboard_page.build import read_build
from api.kit.errors import NotFound
from api.routes import PREFIX

API = f"/{PREFIX.split('/')[1]}"


def install(app: FastAPI) -> None:
    """Not a route that takes every path: that would turn each unknown address of the API from 404 into 405."""
    build = read_build(app.state.settings.dashboard_dir)

    async def serve_dashboard(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] == API or scope["path"].startswith(f"{API}/"):
            raise NotFound()
        await answer(Request(scope), build)(scope, receive, send)

    app.router.default = serve_dashboard
