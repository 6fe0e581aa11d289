"""The same word however it is typed: capitals, accents, and the letters that keyboards of one script differ in."""

from __future__ import annotations

import unicodedata

#: Arabic, Persian and Urdu keyboards have letters of their own for the same sound; Polish ł has no accent to take off.
SAME = str.maketrans(
    {"ي": "ی", "ى": "ی", "ك": "ک", "ه": "ہ", "ھ": "ہ", "ة": "ہ", "ۃ": "ہ", "ł": "l", "đ": "d", "ـ": ""}
)
#: Marks of a lower class are part of the letter in Indic scripts (nukta, virama) and stay.
FIRST_ACCENT = 27


def folded(text: str) -> str:
    """For comparing only: lower case, without accents or vowel marks, in one spelling of the Arabic letters."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in apart if unicodedata.combining(letter) < FIRST_ACCENT)
    return unicodedata.normalize("NFC", bare.translate(SAME))
