# The locked environment and the dashboard are built each in a stage of its own; the image that runs holds what came of them
# and nothing else.
# The commands are those of `make run`, without the demo: docker run -e PUBLIC_URL=https://… -v data:/app/var …

FROM python:3.11-slim AS environment
WORKDIR /app
ENV UV_PYTHON_DOWNLOADS=never UV_COMPILE_BYTECODE=1 PIP_NO_CACHE_DIR=1
COPY requirements.lock requirements-uv.lock .ci/environment.sh ./
RUN sh environment.sh requirements.lock

FROM node:22-slim AS dashboard
WORKDIR /app/frontend
COPY frontend/package.json frontend/package-lock.json frontend/.npmrc ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY frontend ./
RUN npm run build

FROM python:3.11-slim
WORKDIR /app
RUN useradd --system --uid 10001 --home /app office && mkdir /app/var && chown office /app/var
COPY --from=environment /app/.venv .venv
COPY alembic.ini openapi.json ./
COPY migrations migrations
COPY api api
# whom the service runs as may not write here: without this each start would compile everything anew
RUN .venv/bin/python -m compileall -q api migrations
COPY --from=dashboard /app/frontend/dist frontend/dist
USER office
VOLUME /app/var
ENV HOST=0.0.0.0 PORT=8000 LOG_FORMAT=json
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=3s CMD \
  [".venv/bin/python", "-c", "import os, urllib.request as u; u.urlopen(f'http://127.0.0.1:{os.environ[\"PORT\"]}/healthz', timeout=2)"]
CMD [".venv/bin/python", "-m", "api", "serve"]
