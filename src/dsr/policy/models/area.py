"""The integrated care board area whose register it is."""

from __future__ import annotations

from django.db import models


class Area(models.Model):
    """Every row about a person carries its area: scoping, row-level security and partitions stand on it."""

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name
