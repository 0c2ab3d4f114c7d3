"""The columns of a staff list that are kept, and the headings they are known by (domain.md §11.4).

Headings are normalised by the reader: `GOL AKHIR NAMA` is `gol_akhir_nama`, `UnitKode` is `unitkode`. The preferred
heading stands first. Whatever is not named here – NIK, religion, marital status, address, telephone, NPWP, BPJS –
never leaves the reader.
"""

from typing import Final

ROSTER_COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "nip": ("nip_baru", "nip"),
    "name": ("nama", "nama_lengkap", "nama_pegawai"),
    "title_before": ("gelar_depan",),
    "title_after": ("gelar_belakang",),
    "birth_date": ("tanggal_lahir",),  # only compared with the NIP, which says the same
    "sex": ("jenis_kelamin",),  # likewise
    "employment": ("jenis_pegawai_nama", "jenis_pegawai"),
    "legal_status": ("kedudukan_hukum_nama", "kedudukan_hukum"),
    "rank": ("gol_akhir_nama", "gol_akhir", "pangkatgolongan", "pangkat_golongan", "golongan_ruang", "golongan"),
    "rank_since": ("tmt_golongan",),
    "position_kind": ("jenis_jabatan_nama", "jenis_jabatan"),
    "echelon": ("eselon_nama", "eselon"),
    "position": ("jabatan_nama", "jabatan", "nama_jabatan"),
    "position_since": ("tmt_jabatan",),
    "education": ("tingkat_pendidikan_nama", "tingkat_pendidikan"),
    "unit": ("unor_nama", "unitnama", "unit_nama", "unit_kerja"),
    "unit_parent": ("unor_atasan_nama", "unit_atasan_nama", "unit_atasan"),
    "unit_code": ("unitkode", "unit_kode", "kode_unit"),
    "appointed_on": ("tmt_cpns",),
    "email": ("email_gov", "email_dinas", "email"),
    "superior_nip": ("nip_atasan", "nip_baru_atasan"),
}
ROSTER_REQUIRED: Final = frozenset({"nip", "name", "position", "unit"})

TEXT_LIMITS: Final = {
    "name": 200,
    "title_before": 50,
    "title_after": 80,
    "position": 200,
    "unit": 200,
    "unit_parent": 200,
    "unit_code": 50,
    "education": 60,
}
EMAIL_LIMIT: Final = 254
