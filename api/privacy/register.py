"""What is stored about a person, by kind: for what, on what basis, who sees it, how long (UU 27/2022 Pasal 21).

Nothing here rests on consent: an employee cannot freely refuse to be evaluated, so nobody is asked to tick a box that
pretends to be a choice (domain.md §11.1). The record of processing in docs/privacy/ tells the same to the office.
"""

from typing import NamedTuple

from api.kit.texts import Text
from api.privacy.policy import RetentionPolicy


class DataKind(NamedTuple):
    """`kept` may name the figures of the retention policy in braces."""

    key: str
    title: Text
    what: Text
    purpose: Text
    basis: Text
    seen_by: Text
    kept: Text


_ASN = Text(
    "Kewajiban hukum dan tugas publik: UU 20/2023 tentang ASN, PP 30/2019, PermenPANRB 6/2022; UU 27/2022 Pasal 20 "
    "ayat (2) huruf c dan e.",
    "Legal duty and public task: Law 20/2023 on the civil service, Regulation 30/2019, MenPANRB 6/2022; Law 27/2022 "
    "article 20(2) c and e.",
)
_SECURITY = Text(
    "Kewajiban hukum: UU 27/2022 Pasal 35 dan 39 (menjaga keamanan data), Peraturan BSSN 4/2021.",
    "Legal duty: Law 27/2022 articles 35 and 39 (keeping data safe), BSSN Regulation 4/2021.",
)
_PDP = Text("Kewajiban hukum: UU 27/2022 Pasal 30 dan 31.", "Legal duty: Law 27/2022 articles 30 and 31.")
_CAREER = Text("Selama masa kerja dan 5 tahun sesudahnya.", "For the whole career and 5 years after it.")

KINDS: tuple[DataKind, ...] = (
    DataKind(
        "identity",
        Text("Identitas kepegawaian", "Who you are at work"),
        Text(
            "NIP (juga yang lama), nama dan gelar, jenis kelamin, tanggal lahir, status dan pangkat, pendidikan, surel.",
            "NIP (former ones too), name and titles, sex, date of birth, status and rank, education, e-mail.",
        ),
        Text("Mengenali pegawai dan menyusun penilaian.", "To know who is who and to prepare evaluations."),
        _ASN,
        Text(
            "Anda; bagian kepegawaian, pimpinan, pemeriksa, dan administrator unit Anda. Atasan melihatnya tanpa tanggal "
            "lahir dan dengan NIP tersamar.",
            "You; personnel, head, auditor and administrator of your unit. Your superior sees it without the date of birth "
            "and with a masked NIP.",
        ),
        _CAREER,
    ),
    DataKind(
        "posts",
        Text("Jabatan dan penempatan", "Posts and placements"),
        Text(
            "Jabatan, unit, atasan, Plt atau Plh, dengan tanggal dan alasannya.",
            "Posts, units, superior, acting terms, with days and reasons.",
        ),
        Text("Menentukan siapa menilai dan siapa menetapkan.", "To determine who rates and who decides."),
        _ASN,
        Text(
            "Pejabat unit Anda; jabatan juga oleh rekan seunit.", "Your unit's officers; the post also by colleagues."
        ),
        _CAREER,
    ),
    DataKind(
        "account",
        Text("Akun dan masuk ke sistem", "Account and signing in"),
        Text(
            "Nama masuk, sidik kata sandi (bukan kata sandinya), peran, sesi dan jenis perangkat, kartu aktivasi.",
            "Sign-in name, a hash of the passphrase (never the passphrase), roles, sessions and kinds of device, cards.",
        ),
        Text("Memastikan hanya Anda yang memakai akun Anda.", "To make sure that only you use your account."),
        _SECURITY,
        Text("Anda dan administrator; sesi hanya Anda.", "You and the administrator; sessions only you."),
        Text(
            "Akun selama masa kerja; sesi dan perangkat {sessions_days} hari sejak terakhir dipakai.",
            "The account as long as you serve; sessions and devices {sessions_days} days after their last use.",
        ),
    ),
    DataKind(
        "forms",
        Text("Lembar penilaian tentang Anda", "Forms about you"),
        Text(
            "Jawaban dan komentar, tanpa nama penilai. Kaitan dengan penilai disegel dan dimusnahkan saat periode "
            "diarsipkan.",
            "Answers and comments, without the raters' names. The link to the raters is sealed and destroyed when the "
            "round is archived.",
        ),
        Text("Menghitung hasil dan memberi masukan.", "To compute the result and to give feedback."),
        _ASN,
        Text(
            "Tidak seorang pun melihat lembar satu per satu. Rata-rata sedikitnya 3 lembar; butir sedikitnya 5 jawaban.",
            "Nobody sees single forms. Means need at least 3 forms, items at least 5 answers.",
        ),
        Text(
            "{answers_months} bulan setelah periode diarsipkan, lalu dihapus; jumlahnya tetap ada di hasil. Periode batal: "
            "{cancelled_months} bulan.",
            "{answers_months} months after the round was archived, then removed; the sums stay in the result. Cancelled "
            "rounds: {cancelled_months} months.",
        ),
    ),
    DataKind(
        "results",
        Text("Hasil dan penetapan", "Results and decisions"),
        Text(
            "Nilai, hasil kerja, predikat, alasan penetapan, tanggapan, tanda sudah membaca.",
            "Figures, work result, predicate, reasons of the decision, your response, your receipt.",
        ),
        Text(
            "Pembinaan dan keputusan kepegawaian oleh pejabat. Tidak ada sanksi atau pangkat yang ditetapkan mesin.",
            "Development, and personnel decisions by an official. No sanction or rank is decided by the machine.",
        ),
        _ASN,
        Text(
            "Anda sejak dibagikan; pejabat penilai, pimpinan, bagian kepegawaian, pemeriksa.",
            "You once it is shared; your assessor, head, personnel office, auditor.",
        ),
        _CAREER,
    ),
    DataKind(
        "objections",
        Text("Keberatan dan laporan", "Objections and reports"),
        Text(
            "Alasan keberatan, bukti, jawaban dan putusan; komentar yang Anda laporkan; laporan bahwa Anda ditekan.",
            "Grounds, evidence, answers and rulings; comments you reported; reports that you were put under pressure.",
        ),
        Text("Memutus keberatan dan melindungi Anda.", "To rule on objections and to protect you."),
        _ASN,
        Text(
            "Keberatan: Anda, pejabat penilai, yang memutus, kepegawaian, pemeriksa. Laporan tekanan: hanya Anda dan satu "
            "kontak.",
            "Objections: you, your assessor, who rules, personnel, auditor. Reports of pressure: only you and one contact.",
        ),
        _CAREER,
    ),
    DataKind(
        "tasks",
        Text("Tugas Anda sebagai penilai", "Your tasks as a rater"),
        Text(
            "Siapa yang Anda nilai dan apakah lembar sudah dikirim; pada jam berapa, tanpa isi. Bila Anda mengisi di kertas: "
            "alasannya, dan ketikan pertama sampai diketik orang kedua.",
            "Whom you rate and whether you handed in; in which hour, without contents. If you fill in on paper: why, and the "
            "first typing until a second person has typed it.",
        ),
        Text("Membagi tugas dengan adil dan mengingatkan.", "To share tasks fairly and to remind."),
        _ASN,
        Text(
            "Siapa menilai siapa: tidak seorang pun selain Anda, dan bila Anda mengisi di kertas petugas yang mencetaknya. "
            "Kepegawaian hanya melihat bahwa masih ada tugas. Pengetik lembar kertas melihat isinya tanpa nama.",
            "Who rates whom: nobody but you, and the officer who prints if you fill in on paper. Personnel only sees that "
            "tasks are left. Typists of paper forms see what they say, without any name.",
        ),
        Text(
            "Bersama periodenya; alasan menolak dan alasan mengisi di kertas dihapus bersama lembar.",
            "With its round; reasons go with the forms.",
        ),
    ),
    DataKind(
        "dialogues",
        Text("Dialog dengan atasan", "Dialogue with your superior"),
        Text("Pertanyaan, jawaban, dan tindak lanjut.", "Questions, answers, and what was agreed."),
        Text("Membicarakan hasil dan pengembangan.", "To talk about results and development."),
        _ASN,
        Text("Hanya Anda dan atasan Anda.", "Only you and your superior."),
        _CAREER,
    ),
    DataKind(
        "development",
        Text("Pengembangan", "Development"),
        Text(
            "Rekomendasi, tingkat kompetensi, pelatihan yang selesai.",
            "Recommendations, competency levels, completed courses.",
        ),
        Text("Hak pengembangan 20 JP setahun.", "The right to 20 hours of learning a year."),
        _ASN,
        Text("Anda, atasan, kepegawaian, pimpinan.", "You, your superior, personnel, head."),
        _CAREER,
    ),
    DataKind(
        "log",
        Text("Catatan audit", "The audit log"),
        Text(
            "Siapa melakukan apa dan kapan; nilai lama dan baru tersimpan terpisah agar dapat dihapus.",
            "Who did what and when; values before and after stand apart so that they can be erased.",
        ),
        Text("Membuktikan bahwa tidak ada yang diubah diam-diam.", "To prove that nothing was changed in secret."),
        _SECURITY,
        Text("Pemeriksa; bagian tentang hasil Anda juga Anda.", "The auditor; what is about your results also you."),
        Text(
            "Rincian {audit_details_years} tahun; setelah itu tersisa sidik yang tidak memuat data.",
            "Details {audit_details_years} years; then only hashes without data remain.",
        ),
    ),
    DataKind(
        "requests",
        Text("Permintaan perbaikan data", "Requests for correction"),
        Text("Isi permintaan Anda dan jawabannya.", "What you asked and the answer."),
        Text("Menjawab dalam 3 × 24 jam.", "To answer within 3 × 24 hours."),
        _PDP,
        Text("Anda dan bagian kepegawaian.", "You and the personnel office."),
        Text("{requests_years} tahun setelah dijawab.", "{requests_years} years after the answer."),
    ),
    DataKind(
        "operation",
        Text("Cadangan dan catatan galat", "Backups and error logs"),
        Text(
            "Cadangan memuat semua di atas; catatan galat tidak memuat nama, NIP, atau isi lembar.",
            "Backups hold all of the above; error logs hold no name, NIP, or contents.",
        ),
        Text("Memulihkan layanan.", "To restore the service."),
        _SECURITY,
        Text("Pengelola server.", "Who runs the server."),
        Text("Cadangan menurut jadwal pengelola server.", "Backups as the operator's schedule says."),
    ),
)

NOT_LOGGED = Text(
    "Yang ditampilkan: pejabat yang membuka hasil Anda karena jabatannya, mengunduh atau mencetak lembarnya, atau "
    "mengunduh daftar yang memuatnya; sekali sehari untuk setiap orang. Atasan yang menetapkan hasil Anda membacanya "
    "sebagai tugasnya. Daftar ringkas di layar tidak dicatat satu per satu. Penilai tidak pernah tampil di sini.",
    "Shown are officers who opened your result by their office, downloaded or printed its sheet, or downloaded lists that "
    "hold it; each person once a day. The superior who decides your result reads it as part of his work. Short lists on "
    "the screen are not recorded one by one. Raters never appear here.",
)


def read_kinds(policy: RetentionPolicy, language: str) -> list[dict[str, str]]:
    figures = policy.keep.model_dump()
    return [
        {
            "key": kind.key,
            **{name: getattr(kind, name).in_language(language) for name in kind._fields[1:-1]},
            "kept": kind.kept.in_language(language).format(**figures),
        }
        for kind in KINDS
    ]
