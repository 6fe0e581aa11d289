"""Whether Pango is on this machine, which sets the text of our PDFs. Asked without loading it: that takes a while."""

import ctypes.util

LIBRARIES = ("pango-1.0", "pangoft2-1.0", "harfbuzz-subset")


def is_there() -> bool:
    return all(ctypes.util.find_library(name) for name in LIBRARIES)
