"""Full-text search over Chinese 「检索」: a column of bigrams and its index."""

from django.db import models


class BigramField(models.TextField):
    """Holds `heng.engines.bigrams.bigrams(text)`."""
