"""What somebody keeps at the own desk 「个人设置」; nothing here is a matter of supervision."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

NAME_LENGTH = 40
QUERY_LENGTH = 2000


class SavedView(models.Model):
    """A way of looking at the list of projects that somebody keeps 「常用筛选」: its filters as an address has them."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_views")
    name = models.CharField(_("名称"), max_length=NAME_LENGTH)
    query = models.CharField(_("筛选条件"), max_length=QUERY_LENGTH)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["account", "name"], name="one_saved_view_of_a_name")]

    def __str__(self) -> str:
        return self.name
