"""Marking what people read for translation where no language is chosen yet: on classes and in tables of words.

Where a request is at hand use ``django.utils.translation.gettext``, which answers at once.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.utils.translation import gettext_lazy

#: Stands for the words in whichever language is active when they are read. Import it as ``_``.
later = cast("Callable[[str], str]", gettext_lazy)
