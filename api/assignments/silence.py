"""The duty of silence: its wording, and who owes it (pure). A changed wording is a new version, asked anew."""

from api.kit.texts import Text

VERSION = 1
TEXT = Text(
    "Saya menilai perilaku kerja yang saya lihat sendiri. Saya tidak memberi tahu siapa pun siapa yang saya nilai dan "
    "nilai apa yang saya berikan, dan tidak menanyakannya kepada penilai lain. Bila ada yang menekan saya, saya dapat "
    "melaporkannya lewat “Saya ditekan”.",
    "I rate the behaviour at work that I have seen myself. I tell nobody whom I rate and what I answered, and I ask no "
    "other rater. If somebody puts me under pressure, I can report it by “I am under pressure”.",
)


def owes_silence(source: str) -> bool:
    """Whoever rates somebody else, the superior too. What somebody says about himself is his own to tell."""
    return source != "self"
