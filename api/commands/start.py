"""What `make run` does, in one process: tables, the demo office where there is nothing yet, the service."""

from api.commands.demo import demo
from api.commands.serve import serve


def start() -> None:
    """Menyiapkan tabel, mengisi basis data kosong dengan kantor contoh, lalu menjalankan layanan."""
    demo(if_empty=True)
    serve()
