"""What the surroundings decide: read once, from the environment or a `.env` file."""

from functools import lru_cache
from pathlib import Path
from typing import Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy.engine import make_url

LOOPBACK = {"127.0.0.1", "::1", "localhost"}


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore")

    database_url: str = "sqlite:///var/penilaian.db"
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65535)
    public_url: str = ""
    allowed_hosts: list[str] = []
    trusted_proxies: list[str] = []
    demo: bool = False
    demo_password: str = ""
    worker: Literal["inside", "outside"] = "inside"
    log_format: Literal["json", "text"] = "text"
    backup_dir: Path = Path("var/backups")
    dashboard_dir: Path = Path("frontend/dist")
    shared_idle_minutes: int = Field(default=10, ge=1, le=30)
    session_idle_minutes: int = Field(default=30, ge=5, le=120)
    session_hours: int = Field(default=12, ge=1, le=24)
    officer_idle_minutes: int = Field(default=15, ge=5, le=60)
    officer_hours: int = Field(default=8, ge=1, le=12)
    second_step_required: bool = True
    totp_key_file: Path = Path("var/totp.key")
    retention_policy: Path | None = None
    token_private_key: Path | None = None
    token_public_keys: list[Path] = []
    audit_key_file: Path | None = None

    @model_validator(mode="after")
    def _cookies_need_https_off_the_loopback(self) -> Self:
        if self.host not in LOOPBACK and urlsplit(self.public_url).scheme != "https":
            raise ValueError(
                f"HOST={self.host} dapat dijangkau dari luar, maka PUBLIC_URL harus alamat https "
                "(misalnya PUBLIC_URL=https://kinerja.kantor.example) dan sebuah proxy atau sertifikat harus "
                "melayaninya; tanpa https, peramban tidak menyimpan kuki masuk. Lihat docs/operating.md."
            )
        return self

    @property
    def base_url(self) -> str:
        """The address people call, without a slash at its end."""
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")

    @property
    def audit_key_path(self) -> Path:
        """Where the key is that signs the log's checkpoints: beside the database's file, unless told otherwise."""
        if self.audit_key_file is not None:
            return self.audit_key_file
        file = make_url(self.database_url).database if self.database_url.startswith("sqlite:") else None
        return (Path(file).parent if file else Path("var")) / "audit.key"

    @property
    def hosts(self) -> set[str]:
        """Names under which the office may be called; anything else in `Host` is refused."""
        named = {urlsplit(self.public_url).hostname} if self.public_url else set()
        return LOOPBACK | {name for name in named if name} | set(self.allowed_hosts)


@lru_cache
def get_settings() -> Settings:
    return Settings()
