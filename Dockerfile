# Two stages: the locked environment is built once, the image that runs holds nothing else.
# The commands are those of `make run`, without the demo: docker run -e PUBLIC_URL=https://… -v data:/app/var …

FROM python:3.11-slim AS environment
WORKDIR /app
ENV UV_PYTHON_DOWNLOADS=never PIP_NO_CACHE_DIR=1
COPY requirements.lock requirements-uv.lock .ci/environment.sh ./
RUN sh environment.sh requirements.lock

FROM python:3.11-slim
WORKDIR /app
RUN useradd --system --uid 10001 --home /app office && mkdir /app/var && chown office /app/var
COPY --from=environment /app/.venv .venv
COPY alembic.ini openapi.json ./
COPY migrations migrations
COPY api api
USER office
VOLUME /app/var
ENV HOST=0.0.0.0 PORT=8000 LOG_FORMAT=json
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=3s CMD \
  [".venv/bin/python", "-c", "import os, urllib.request as u; u.urlopen(f'http://127.0.0.1:{os.environ[\"PORT\"]}/healthz', timeout=2)"]
CMD [".venv/bin/python", "-m", "api", "serve"]
