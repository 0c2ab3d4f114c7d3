"""Every GET also answers HEAD: the same headers, no body (RFC 9110 §9.3.2). FastAPI's routes would answer 405."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class HeadLikeGet:
    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self.app(scope, receive, send)
            return

        async def send_without_body(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        await self.app({**scope, "method": "GET"}, receive, send_without_body)
