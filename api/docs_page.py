"""`/docs`: the contract to try out, from assets of our own server (an office network has no way to a CDN)."""

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from swagger_ui_bundle import swagger_ui_path

from api.kit.errors import NotFound

ASSETS = {
    "swagger-ui.css": "text/css",
    "swagger-ui-bundle.js": "text/javascript",
    "favicon-32x32.png": "image/png",
}
START = """\
SwaggerUIBundle({url: "/openapi.json", dom_id: "#swagger-ui", deepLinking: true, displayRequestDuration: true,
  defaultModelsExpandDepth: 0, presets: [SwaggerUIBundle.presets.apis], layout: "BaseLayout", validatorUrl: null});
"""
PAGE = """\
<!doctype html>
<html lang="id">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Dokumentasi API – Penilaian Kinerja ASN</title>
<link rel="icon" href="/docs/assets/favicon-32x32.png">
<link rel="stylesheet" href="/docs/assets/swagger-ui.css">
</head>
<body>
<main id="swagger-ui"></main>
<script src="/docs/assets/swagger-ui-bundle.js"></script>
<script src="/docs/assets/start.js"></script>
</body>
</html>
"""
# Swagger UI writes style attributes and markup of its own; the relaxation holds for this page alone.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)


def install(app: FastAPI) -> None:
    @app.get("/docs", include_in_schema=False)
    async def get_docs_page(request: Request) -> Response:
        return HTMLResponse(PAGE, headers={"Content-Security-Policy": POLICY, "Cache-Control": "no-cache"})

    @app.get("/docs/assets/{name}", include_in_schema=False)
    async def get_docs_asset(request: Request, name: str) -> Response:
        headers = {"Cache-Control": "public, max-age=86400"}
        if name == "start.js":
            return Response(START, headers=headers, media_type="text/javascript")
        if name not in ASSETS:
            raise NotFound()
        return FileResponse(str(swagger_ui_path / name), headers=headers, media_type=ASSETS[name])
