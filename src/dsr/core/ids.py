"""Names for things: public ids for addresses, secret tokens for links, references people read out.

A public id is no secret. Whatever opens a door is a token, and only its hash is stored.
"""

import hashlib
import secrets

# Crockford's base 32: no I, L, O or U, so that nothing is misread on paper or misheard on the telephone.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
PUBLIC_ID_LENGTH = 16
PUBLIC_ID_PATTERN = r"[0-9a-hjkmnp-tv-z]{16}"
TOKEN_BYTES = 32
BODY_LENGTH = 8
_MISREAD = str.maketrans("OIL", "011")
_MISREAD_PREFIX = str.maketrans("01", "OI")


class InvalidReference(ValueError):
    """The text is no reference of ours. Its message is a sentence for the user."""


def new_public_id() -> str:
    """Sixteen random characters (80 bits), lower case, for use in addresses."""
    return _random_characters(PUBLIC_ID_LENGTH).lower()


def public_id_for(*parts: str) -> str:
    """The same sixteen characters for the same parts: what a form sends twice under one key is found again."""
    number = int.from_bytes(hashlib.sha256("\0".join(parts).encode()).digest()[: PUBLIC_ID_LENGTH * 5 // 8])
    return "".join(ALPHABET[number >> 5 * place & 31] for place in range(PUBLIC_ID_LENGTH)).lower()


def new_token() -> str:
    """A secret for a link: 256 random bits, safe in an address. Store only `hash_token` of it."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_token(token: str) -> str:
    """What the database keeps of a token: SHA-256 as 64 hexadecimal characters."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_reference(prefix: str) -> str:
    """A reference to read out, such as `CW-7F3K-9QXD`: 35 random bits and a check character.

    Unique only by chance: the column that holds it needs a unique constraint.
    """
    if not (prefix.isascii() and prefix.isalpha()):
        raise ValueError("A reference prefix is letters only.")
    body = _random_characters(BODY_LENGTH - 1)
    return _written(prefix.upper(), body + _check_character(body))


def normalise_reference(text: str) -> str:
    """The reference as we write it, from however somebody typed it; raises `InvalidReference`.

    Spaces, dashes and case do not matter; the letter O is read as nought, I and L as one.
    """
    typed = "".join(character for character in text.upper() if character.isascii() and character.isalnum())
    prefix, body = typed[:-BODY_LENGTH].translate(_MISREAD_PREFIX), typed[-BODY_LENGTH:].translate(_MISREAD)
    if not prefix.isalpha() or not set(body) <= set(ALPHABET):
        raise InvalidReference("Enter a reference in the form AB-1234-5678.")
    if _remainder(body):
        raise InvalidReference("That reference is not right. Check each letter and number.")
    return _written(prefix, body)


def validate_reference(text: str) -> bool:
    """Whether the text can be read as one of our references."""
    try:
        normalise_reference(text)
    except InvalidReference:
        return False
    return True


def _random_characters(length: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def _written(prefix: str, body: str) -> str:
    return f"{prefix}-{body[:4]}-{body[4:]}"


def _check_character(body: str) -> str:
    return ALPHABET[_remainder(body + ALPHABET[0])]


def _remainder(body: str) -> int:
    """Nought for a body that ends in its right check character.

    Each place has its own weight in the field of 32 elements (x⁵ + x² + 1), so one wrong character,
    or any two exchanged, is always found.
    """
    remainder = 0
    for character in body:
        remainder = _times_x(remainder) ^ ALPHABET.index(character)
    return remainder


def _times_x(element: int) -> int:
    doubled = element << 1
    return doubled ^ 0b100101 if doubled & 0b100000 else doubled
