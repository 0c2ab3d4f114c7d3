"""The demo's passphrase stands in the documentation: nothing of it may be found in a real office."""

from sqlalchemy.orm import Session

from api.commands.queries import DEMO_DOMAIN, count_demo_accounts, find_office
from api.kit.settings import Settings


def demo_secrets_fault(settings: Settings, db: Session) -> str | None:
    office = find_office(db)
    if office is None or office.is_demo:
        return None
    if settings.demo or settings.demo_password:
        return "DEMO dan DEMO_PASSWORD hanya untuk kantor contoh. Hapus keduanya dari lingkungan dan .env, lalu ulangi."
    if found := count_demo_accounts(db):
        return f"Ada {found} akun contoh ({DEMO_DOMAIN}) di kantor ini. Nonaktifkan dan ganti alamatnya, lalu ulangi."
    return None
