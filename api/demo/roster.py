"""The staff list of the synthetic Kecamatan Medan Marelan: invented people, the same ones each time.

It is a list as SIASN exports it, so that the office's own reader builds units, posts and superiors from it.
"""

import random
from typing import NamedTuple

SEED = 12_071
HEADINGS = (
    "NIP BARU", "NAMA", "GELAR BELAKANG", "JENIS KELAMIN", "JENIS PEGAWAI NAMA", "KEDUDUKAN HUKUM NAMA", "GOL AKHIR NAMA",
    "JENIS JABATAN NAMA", "JABATAN NAMA", "TMT JABATAN", "TINGKAT PENDIDIKAN NAMA", "UNOR NAMA", "UNOR ATASAN NAMA",
    "TMT CPNS", "EMAIL GOV", "NIP ATASAN",
)  # fmt: skip

OFFICE = "Kecamatan Medan Marelan"
SECRETARIAT = "Sekretariat Kecamatan Medan Marelan"

_MEN = ("Ahmad", "Bayu", "Cahya", "Daud", "Edi", "Fajar", "Gading", "Hotman", "Ilham", "Jaka", "Luhut", "Mangara", "Rizky", "Surya", "Tigor", "Wahyu")  # fmt: skip
_WOMEN = ("Anisa", "Butet", "Citra", "Dewi", "Elok", "Fitri", "Gita", "Hanum", "Intan", "Juli", "Lestari", "Melati", "Nurul", "Ratna", "Sondang", "Tiara")  # fmt: skip
_FAMILY = ("Pancaran", "Simarelan", "Batubiru", "Lautan", "Sungaijaya", "Harapan", "Rimbani", "Tanjungan", "Perdamean", "Kesuma", "Bintara", "Mandalasari")  # fmt: skip
_STAFF = ("Pengadministrasi Perkantoran", "Pengolah Data dan Informasi", "Penelaah Teknis Kebijakan", "Penata Layanan Operasional", "Operator Layanan Operasional", "Pengelola Umum Operasional")  # fmt: skip


class _Post(NamedTuple):
    unit: str
    parent: str
    title: str
    head: str | None  # the title his superior holds
    staff: int


_SECTIONS = (
    ("Seksi Tata Pemerintahan", "Kepala Seksi Tata Pemerintahan", 4),
    ("Seksi Ketenteraman dan Ketertiban Umum", "Kepala Seksi Ketenteraman dan Ketertiban Umum", 5),
    ("Seksi Pemberdayaan Masyarakat", "Kepala Seksi Pemberdayaan Masyarakat", 4),
    ("Seksi Kesejahteraan Sosial", "Plt. Kepala Seksi Kesejahteraan Sosial", 4),
    ("Seksi Pelayanan Umum", "Kepala Seksi Pelayanan Umum", 8),
)
_KELURAHAN = (("Labuhan Deli", 8), ("Paya Pasir", 2), ("Rengas Pulau", 10), ("Tanah Enam Ratus", 9), ("Terjun", 8))


def _posts() -> list[_Post]:
    posts = [
        _Post(OFFICE, "", "Camat Medan Marelan", None, 0),
        _Post(SECRETARIAT, OFFICE, "Sekretaris Camat", "Camat Medan Marelan", 0),
        *(
            _Post(unit, SECRETARIAT, f"Kepala {unit}", "Sekretaris Camat", staff)
            for unit, staff in (
                ("Sub Bagian Umum dan Kepegawaian", 5),
                ("Sub Bagian Keuangan dan Penyusunan Program", 4),
            )
        ),
        *(_Post(unit, OFFICE, title, "Camat Medan Marelan", staff) for unit, title, staff in _SECTIONS),
    ]
    for name, staff in _KELURAHAN:
        unit = f"Kelurahan {name}"
        posts.append(_Post(unit, OFFICE, f"Lurah {name}", "Camat Medan Marelan", staff))
        posts.append(_Post(unit, OFFICE, f"Sekretaris Lurah {name}", f"Lurah {name}", 0))
    return posts


def demo_roster() -> list[dict[str, str]]:
    """The rows of the list, by heading."""
    chance = random.Random(SEED)
    rows: list[dict[str, str]] = []
    nip_of: dict[str, str] = {}
    for post in _posts():
        superior = nip_of.get(post.head or "", "")
        row = _person(chance, len(rows), post, superior, structural=True)
        nip_of[post.title] = row["NIP BARU"]
        rows.append(row)
        for number in range(post.staff):
            staff = post._replace(title=_STAFF[(number + len(rows)) % len(_STAFF)])
            rows.append(_person(chance, len(rows), staff, nip_of[post.title], structural=False))
    return rows


def _person(chance: random.Random, number: int, post: _Post, superior: str, *, structural: bool) -> dict[str, str]:
    woman = chance.random() < 0.5
    pppk = not structural and chance.random() < 0.35
    year = chance.randint(1972, 1985) if structural else chance.randint(1974, 2000)
    appointed = chance.randint(2021, 2025) if pppk else min(year + chance.randint(22, 30), 2022)
    month = 21 if pppk else chance.randint(1, 12)
    day = f"{chance.randint(1, 28):02d}-{chance.randint(1, 12):02d}-{year}"
    birth = day[6:] + day[3:5] + day[:2]
    given = chance.choice(_WOMEN if woman else _MEN)
    name = f"{given} {_FAMILY[number % len(_FAMILY)]}"
    nip = f"{birth}{appointed}{month:02d}{2 if woman else 1}{number % 900 + 1:03d}"
    kind = "Jabatan Struktural" if structural else "Jabatan Pelaksana"
    rank = chance.choice(("V", "IX")) if pppk else _rank(chance, post, structural=structural)
    values = (
        nip, name.upper(), "S.Sos." if structural else "", "F" if woman else "M",
        "PPPK" if pppk else "PNS Daerah Kota yang bekerja pada Kota", "Aktif", rank, kind, post.title,
        f"01-01-{max(2024, appointed + 1 if not pppk else appointed)}", "S-1/Sarjana" if structural else "SLTA", post.unit, post.parent,
        f"01-{1 if pppk else month:02d}-{appointed}", f"pegawai{number:02d}@marelan.example", superior,
    )  # fmt: skip
    return dict(zip(HEADINGS, values, strict=True))


def _rank(chance: random.Random, post: _Post, *, structural: bool) -> str:
    if post.title.startswith("Camat"):
        return "IV/a"
    return (
        chance.choice(("III/c", "III/d")) if structural else chance.choice(("II/b", "II/c", "II/d", "III/a", "III/b"))
    )
