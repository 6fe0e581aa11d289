"""Path converters for ids and secret links in URLs."""


class PublicIdConverter:
    """A random public id: 16 characters of Crockford base32."""

    regex = "[0-9a-hjkmnp-tv-z]{16}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class TokenConverter(PublicIdConverter):
    """The secret of a link: URL-safe base64 of at least 128 bits."""

    regex = "[A-Za-z0-9_-]{22,64}"
