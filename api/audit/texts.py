"""What an entry of the log says, in words: one sentence per action, without who and without whom."""

from api.audit.models import Outcome
from api.kit.texts import Text

ACTION_TEXTS: dict[str, Text] = {
    # accounts and sessions
    "sign_in": Text("Masuk ke sistem", "Signed in"),
    "sign_out": Text("Keluar dari sistem", "Signed out"),
    "step_up": Text("Memasukkan kata sandi sekali lagi", "Entered the passphrase once more"),
    "revoke_session": Text("Mengakhiri sebuah sesi", "Ended a session"),
    "activate_account": Text("Mengaktifkan akun", "Activated an account"),
    "change_passphrase": Text("Mengganti kata sandi", "Changed the passphrase"),
    "create_account": Text("Membuat akun", "Created an account"),
    "create_administrator": Text("Membuat akun administrator", "Created an administrator's account"),
    "disable_account": Text("Menonaktifkan akun", "Disabled an account"),
    "enable_account": Text("Mengaktifkan kembali akun", "Enabled an account again"),
    "grant_role": Text("Memberikan peran", "Granted a role"),
    "revoke_role": Text("Mencabut peran", "Revoked a role"),
    "issue_activation_card": Text("Menerbitkan kartu aktivasi", "Issued an activation card"),
    "confirm_activation_card": Text("Mengesahkan kartu aktivasi", "Confirmed an activation card"),
    "print_activation_cards": Text("Mencetak kartu aktivasi", "Printed activation cards"),
    # office, units, people
    "set_up_office": Text("Menyiapkan kantor", "Set up the office"),
    "update_office": Text("Mengubah data kantor", "Changed the office's data"),
    "build_demo": Text("Membuat kantor contoh", "Built the demo office"),
    "create_org_unit": Text("Menambah unit kerja", "Added a unit"),
    "update_org_unit": Text("Mengubah unit kerja", "Changed a unit"),
    "create_position": Text("Menambah jabatan", "Added a post"),
    "update_position": Text("Mengubah jabatan", "Changed a post"),
    "create_employee": Text("Menambah pegawai", "Added an employee"),
    "update_employee": Text("Mengubah data pegawai", "Changed an employee's data"),
    "transfer_employee": Text("Memindahkan pegawai", "Transferred an employee"),
    "update_placement": Text("Mengubah penempatan", "Changed a placement"),
    "deactivate_employee": Text("Menonaktifkan pegawai", "Deactivated an employee"),
    "reactivate_employee": Text("Mengaktifkan kembali pegawai", "Reactivated an employee"),
    "import_employees": Text("Mengimpor data pegawai", "Imported employees"),
    # instruments
    "create_instrument": Text("Membuat instrumen", "Created an instrument"),
    "create_instrument_version": Text("Membuat rancangan versi instrumen", "Drafted a version of an instrument"),
    "update_instrument_version": Text("Mengubah rancangan versi instrumen", "Changed a drafted version"),
    "delete_instrument_version": Text("Menghapus rancangan versi instrumen", "Deleted a drafted version"),
    "publish_instrument_version": Text("Menerbitkan versi instrumen", "Published a version of an instrument"),
    "retire_instrument_version": Text("Menghentikan versi instrumen", "Retired a version of an instrument"),
    # rounds
    "create_round": Text("Membuat periode penilaian", "Created a round"),
    "clone_round": Text("Menyalin periode penilaian", "Cloned a round"),
    "update_round": Text("Mengubah periode penilaian", "Changed a round"),
    "open_round": Text("Membuka periode penilaian", "Opened a round"),
    "open_round_failed": Text("Periode gagal dibuka pada waktunya", "A round could not be opened on time"),
    "close_round": Text("Menutup periode penilaian", "Closed a round"),
    "reopen_round": Text("Membuka kembali periode penilaian", "Reopened a round"),
    "cancel_round": Text("Membatalkan periode penilaian", "Cancelled a round"),
    "extend_round": Text("Memperpanjang tenggat", "Extended a deadline"),
    "calculate_round": Text("Menghitung hasil", "Calculated the results"),
    "release_round": Text("Membagikan hasil", "Released results"),
    "archive_round": Text("Mengarsipkan periode penilaian", "Archived a round"),
    "put_holiday": Text("Mencatat hari libur", "Recorded a holiday"),
    "remove_holiday": Text("Menghapus hari libur", "Removed a holiday"),
    # participants and tasks
    "add_participant": Text("Menambah peserta", "Added a participant"),
    "include_participant": Text("Mengikutsertakan kembali peserta", "Included a participant again"),
    "exclude_participant": Text("Mengecualikan peserta", "Excluded a participant"),
    "update_participant": Text("Mengubah data peserta", "Changed a participant"),
    "move_participant": Text("Mencatat perpindahan peserta", "Recorded a participant's move"),
    "leave_participant": Text("Mencatat peserta yang keluar", "Recorded that a participant left"),
    "incapacitate_participant": Text("Mencatat peserta berhalangan tetap", "Recorded a participant's incapacity"),
    "refresh_participants": Text("Memperbarui daftar peserta", "Refreshed the participants"),
    "join_round_late": Text("Mengikutsertakan pegawai yang menyusul", "Let an employee join late"),
    "reassign_superior": Text("Mengalihkan tugas atasan", "Passed a superior's tasks on"),
    "record_conflict": Text("Mencatat benturan kepentingan", "Recorded a conflict of interest"),
    "remove_conflict": Text("Menghapus benturan kepentingan", "Removed a conflict of interest"),
    "propose_assignments": Text("Menyusun rencana penilai", "Drew the plan of evaluators"),
    "submit_evaluation": Text("Mengirim lembar penilaian", "Handed in a form"),
    "reopen_assignment": Text("Membuka kembali lembar penilaiannya", "Reopened his or her own form"),
    "decline_assignment": Text("Menolak tugas penilaian", "Declined a task"),
    "get_self_evaluation": Text("Membaca penilaian diri bawahan", "Read a subordinate's self-evaluation"),
    "form_sealed": Text("Sebuah lembar penilaian disegel", "A form was sealed"),
    # results
    "note_calibration_case": Text("Mencatat pembahasan sebuah kasus", "Noted what was said about a case"),
    "confirm_calibration": Text("Menutup rapat penyelarasan", "Closed the calibration meeting"),
    "set_work_result": Text("Mengisi hasil kerja", "Entered a work result"),
    "import_work_results": Text("Mengimpor hasil kerja", "Imported work results"),
    "respond_to_proposal": Text("Menanggapi usulan", "Responded to a proposal"),
    "decide_result": Text("Menetapkan hasil", "Decided a result"),
    "decide_results_as_proposed": Text("Menetapkan hasil sesuai usulan", "Decided results as proposed"),
    "record_external_decision": Text("Mencatat penetapan pejabat luar", "Recorded an outside official's decision"),
    "set_organisation_predicate": Text("Mengisi predikat organisasi", "Entered the organisation's predicate"),
    "acknowledge_distribution": Text("Mempertimbangkan sebaran predikat", "Considered the distribution of predicates"),
    "acknowledge_result": Text("Membaca hasilnya", "Read his or her result"),
    "export_results": Text("Mengunduh hasil", "Exported results"),
    # official papers
    "set_letterhead": Text("Mengubah kop surat", "Changed the letterhead"),
    "get_result_sheet": Text("Mengunduh lembar hasil", "Downloaded a result sheet"),
    "get_result_sheet_content": Text("Membaca isi lembar hasil", "Read the content of a result sheet"),
    "get_round_recap": Text("Mengunduh rekapitulasi periode", "Downloaded a recapitulation"),
    "get_round_recap_content": Text("Membaca isi rekapitulasi periode", "Read the content of a recapitulation"),
    "get_round_minutes": Text("Mengunduh berita acara periode", "Downloaded a round's minutes"),
    "get_round_minutes_content": Text("Membaca isi berita acara periode", "Read the content of a round's minutes"),
    "attach_signed_scan": Text("Melampirkan pindaian bertanda tangan", "Attached a signed scan"),
    "download_signed_scan": Text("Mengunduh pindaian bertanda tangan", "Downloaded a signed scan"),
    # dialogue and development
    "ask_superior": Text("Bertanya kepada atasan", "Asked the superior"),
    "answer_question": Text("Menjawab pertanyaan bawahan", "Answered a subordinate's question"),
    "record_dialogue": Text("Mencatat dialog kinerja", "Recorded a dialogue"),
    "confirm_dialogue": Text("Membenarkan dialog kinerja", "Confirmed a dialogue"),
    "finish_action": Text("Menyelesaikan tindak lanjut", "Finished an agreed action"),
    "create_course": Text("Menambah kegiatan pengembangan", "Added a learning activity"),
    "update_course": Text("Mengubah kegiatan pengembangan", "Changed a learning activity"),
    "accept_recommendation": Text("Menerima rekomendasi", "Accepted a recommendation"),
    "dismiss_recommendation": Text("Menolak rekomendasi", "Dismissed a recommendation"),
    "record_competency_level": Text("Mencatat tingkat kompetensi", "Recorded a competency level"),
    "record_completed_course": Text("Mencatat pelatihan yang selesai", "Recorded a completed course"),
    # oversight
    "list_audit_entries": Text("Membaca catatan audit", "Read the log"),
    "restore_backup": Text("Memulihkan cadangan", "Restored a backup"),
}
_REFUSED = Text("Permintaan ditolak karena tidak berhak", "A request was refused: not permitted")


def entry_text(action: str, outcome: Outcome | str) -> Text:
    """Any operation can be refused; one that never writes an entry of its own has no sentence here."""
    text = ACTION_TEXTS.get(action)
    if outcome != Outcome.DENIED:
        return text or Text(action, action)
    return _REFUSED if text is None else Text(f"Ditolak: {text.id}", f"Refused: {text.en}")
