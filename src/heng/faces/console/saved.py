"""Saved views 「常用筛选」: filters of the list of projects that somebody keeps under a name, for the own eyes only."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from heng.faces.console.models import NAME_LENGTH, QUERY_LENGTH, SavedView
from heng.faces.console.projects import ProjectFilter
from heng.faces.frame.asking import ActorRequest
from heng.faces.frame.guards import admitted
from heng.registers.authorities.actors import is_staff

MOST = 30  # more would be no help


class KeepForm(forms.Form):
    """A name, and the filters as the address has them."""

    name = forms.CharField(max_length=NAME_LENGTH)
    query = forms.CharField(max_length=QUERY_LENGTH)


@require_POST
@admitted(is_staff)
def keep(request: ActorRequest) -> HttpResponse:
    """Keep the filters under a name; the same name again keeps them anew."""
    form = KeepForm(request.POST)
    query = ProjectFilter(QueryDict(request.POST.get("query", "")[:QUERY_LENGTH])).query()
    own = SavedView.objects.filter(account=request.user.pk)
    if not form.is_valid() or not query:
        messages.error(request, _("没有保存：请先设定筛选条件，并填写不超过40个字的名称。"))
    elif not own.filter(name=form.cleaned_data["name"]).exists() and own.count() >= MOST:
        messages.error(request, _("没有保存：常用筛选已满30个，请先删除不用的。"))
    else:
        name = form.cleaned_data["name"]
        SavedView.objects.update_or_create(account_id=int(request.user.pk or 0), name=name, defaults={"query": query})
        messages.success(request, _("已保存为常用筛选“%(name)s”。") % {"name": name})
    return redirect(f"{reverse('console:projects')}?{query}")


@require_POST
@admitted(is_staff)
def drop(request: ActorRequest, pk: int) -> HttpResponse:
    """Forget filters that were kept; other people's are not found."""
    view = get_object_or_404(SavedView, pk=pk, account=request.user.pk)
    view.delete()
    messages.success(request, _("已删除常用筛选“%(name)s”。") % {"name": view.name})
    return redirect("console:projects")
