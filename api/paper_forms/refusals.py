"""Why something about paper forms is refused."""

from api.kit.errors import AlreadyExists, Conflict, Forbidden, NotFound
from api.kit.texts import Text


class AlreadyOnPaper(AlreadyExists):
    text = Text("Pegawai ini sudah tercatat mengisi di kertas.", "This person fills in on paper already.")


class AlreadyTypist(AlreadyExists):
    text = Text("Akun ini sudah ditunjuk sebagai pengetik.", "This account types already.")


class NothingToPrint(Conflict):
    text = Text(
        "Tidak ada lembar yang perlu dicetak: semua tugas penilai ini sudah selesai.",
        "There is nothing to print: this rater has no task left.",
    )


class PrintedByAnother(Forbidden):
    text = Text(
        "Berkas ini memuat nama orang yang dinilai, dan Anda mungkin salah satunya. Mintalah petugas kepegawaian lain "
        "mencetaknya.",
        "This packet names the people rated, and you may be one of them. Ask another personnel officer to print it.",
    )


class UnknownSheet(NotFound):
    text = Text(
        "Kode ini tidak dikenal, atau lembarnya sudah masuk. Periksa kode pada kertas.",
        "This code is not known, or its sheet has come in already. Check the code on the paper.",
    )


class SheetVoid(Conflict):
    text = Text(
        "Lembar ini tidak berlaku lagi: sudah dicetak ulang, atau tugasnya selesai dengan cara lain. Serahkan kertasnya "
        "kepada bagian kepegawaian dalam amplop tertutup.",
        "This sheet is void: it was printed anew, or its task was ended some other way. Hand it to the personnel officer "
        "in a closed envelope.",
    )


class SheetForAnother(Forbidden):
    """One text for every reason, so that it tells nothing."""

    text = Text(
        "Lembar ini perlu diketik oleh orang lain. Masukkan kembali ke amplop dan serahkan kepada pengetik lain.",
        "Somebody else has to type this sheet. Put it back into its envelope and pass it to another typist.",
    )
