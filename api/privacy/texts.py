"""The words of requests and readings, in both languages (pure)."""

from api.kit.texts import Text
from api.privacy.rules import DataField, RequestState

FIELD_TEXTS: dict[DataField, Text] = {
    DataField.NAME: Text("Nama dan gelar", "Name and titles"),
    DataField.NIP: Text("NIP", "NIP"),
    DataField.BIRTH_DATE: Text("Tanggal lahir", "Date of birth"),
    DataField.RANK: Text("Pangkat atau golongan", "Rank"),
    DataField.POSITION: Text("Jabatan", "Post"),
    DataField.UNIT: Text("Unit kerja", "Unit"),
    DataField.SUPERIOR: Text("Atasan langsung", "Direct superior"),
    DataField.EDUCATION: Text("Pendidikan", "Education"),
    DataField.EMAIL: Text("Alamat surel", "E-mail address"),
    DataField.WORK_RESULT: Text("Hasil kerja yang tercatat", "The recorded work result"),
    DataField.TRAINING: Text("Pelatihan dan kompetensi", "Training and competencies"),
    DataField.OTHER: Text("Data lain", "Other data"),
}

STATE_TEXTS: dict[RequestState, Text] = {
    RequestState.WAITING: Text("Menunggu jawaban, paling lambat {due}.", "Waits for an answer until {due}."),
    RequestState.OVERDUE: Text(
        "Terlambat: seharusnya dijawab paling lambat {due}.", "Late: an answer was due until {due}."
    ),
    RequestState.DONE: Text("Sudah diperbaiki.", "Corrected."),
    RequestState.REFUSED: Text("Tidak diperbaiki, dengan alasan.", "Not corrected, with a reason."),
}

READER_TEXTS: dict[str, Text] = {
    "assessor": Text("Pejabat penilai", "Assessor"),
    "hr": Text("Bagian kepegawaian", "Personnel office"),
    "head": Text("Pimpinan kantor", "Head of the office"),
    "auditor": Text("Pemeriksa (Inspektorat)", "Auditor (Inspektorat)"),
}
OFFICER = Text("Pejabat", "Officer")


def state_text(state: RequestState, due: Text) -> Text:
    text = STATE_TEXTS[state]
    return Text(text.id.format(due=due.id), text.en.format(due=due.en))


def reader_text(reader: str | None) -> Text:
    """As whom somebody read; a detail that has been erased leaves only that it was an officer."""
    return READER_TEXTS.get(reader or "", OFFICER)
