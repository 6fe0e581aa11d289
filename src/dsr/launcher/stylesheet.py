"""What the NHS.UK frontend's files need before they can be served from here. Pure: text in, text out."""

import re

FONT_FACE = re.compile(r"@font-face\s*\{[^}]*\}")
SOURCE_MAP = re.compile(r"\s*(?:/\*# sourceMappingURL=[^*]*\*/|//# sourceMappingURL=\S*)\s*$")
ADDRESS = re.compile(r"url\((['\"]?)/assets/")
ELSEWHERE = re.compile(r"url\(['\"]?(?:https?:)?//[^)]*\)")


def prepared_css(css: str) -> str:
    """Self-contained and relative.

    The fonts go: they are fetched from another machine, and Frutiger is licensed for nhs.uk names only (the
    stylesheet falls back to Arial). Images become relative, so that hashed names can be put in. Source maps
    are not shipped, so nothing may name them.
    """
    css = SOURCE_MAP.sub("\n", ADDRESS.sub(r"url(\1", FONT_FACE.sub("", css)))
    left = ELSEWHERE.search(css)
    if left:
        raise ValueError(f"the stylesheet still fetches {left.group()} from another machine")
    return css


def prepared_js(module: str) -> str:
    """Started by itself: a page then needs one script and no inline import of an unhashed name."""
    return SOURCE_MAP.sub("", module) + "\ninitAll();\n"
