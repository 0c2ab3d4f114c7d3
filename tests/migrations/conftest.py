from tests.backups.conftest import office  # noqa: F401 - a database of its own on either engine
