"""Why a request is refused."""

from api.kit.errors import Conflict
from api.kit.texts import Text


class AlreadyAsked(Conflict):
    text = Text("Permintaan Anda tentang data ini masih menunggu jawaban.", "Your request about this data still waits.")


class AlreadyAnswered(Conflict):
    text = Text("Permintaan ini sudah dijawab.", "This request has been answered already.")
