"""Why a backup cannot be made or used, in words for the person at the keyboard: what is wrong and what to do about it."""


class BackupError(Exception):
    """Nothing was changed."""


class DamagedError(BackupError):
    def __init__(self, why: str) -> None:
        super().__init__(f"Berkas cadangan ini rusak ({why}) dan tidak dipakai. Gunakan cadangan lain.")


class OlderStateError(BackupError):
    """Whoever restores an old backup undoes what was done since – also what somebody would like to see undone."""
