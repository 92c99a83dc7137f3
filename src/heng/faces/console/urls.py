"""Addresses of the console."""

from django.urls import path

from heng.faces.console import (
    catalogue,
    clocks,
    credit,
    desk,
    entrusting,
    experts,
    journal,
    jurisdiction,
    parties,
    projects,
)

app_name = "console"
urlpatterns = [
    path("", desk.desk, name="desk"),
    path("projects/", projects.projects, name="projects"),
    path("projects/<int:pk>/", projects.project, name="project"),
    path("gate/", projects.gate, name="gate"),
    path("applications/<int:pk>/", entrusting.application, name="application"),
    path("applications/<int:pk>/accept/", entrusting.application_accept, name="application_accept"),
    path("applications/<int:pk>/refuse/", entrusting.application_refuse, name="application_refuse"),
    path("designations/<int:pk>/", entrusting.designation, name="designation"),
    path("designations/<int:pk>/decline/", entrusting.designation_decline, name="designation_decline"),
    path("handovers/<int:pk>/", entrusting.handover, name="handover"),
    path("handovers/<int:pk>/take/", entrusting.handover_take, name="handover_take"),
    path("handovers/<int:pk>/decline/", entrusting.handover_decline, name="handover_decline"),
    path("catalogue/", catalogue.catalogue, name="catalogue"),
    path("jurisdiction/", jurisdiction.jurisdiction, name="jurisdiction"),
    path("jurisdiction/whose/", jurisdiction.whose, name="whose"),
    path("periods/", clocks.periods, name="periods"),
    path("periods/deadline/", clocks.deadline, name="deadline"),
    path("parties/", parties.parties, name="parties"),
    path("parties/<int:pk>/", parties.party, name="party"),
    path("parties/<int:pk>/people/<int:person>/reveal/", parties.person_reveal, name="person_reveal"),
    path("parties/<int:pk>/people/<int:person>/erase/", parties.person_erase, name="person_erase"),
    path("parties/<int:pk>/bans/", credit.ban_enter, name="ban_enter"),
    path("parties/<int:pk>/records/", credit.record_enter, name="record_enter"),
    path("bans/", credit.bans, name="bans"),
    path("bans/<int:pk>/lift/", credit.ban_lift, name="ban_lift"),
    path("records/<int:pk>/withdraw/", credit.record_withdraw, name="record_withdraw"),
    path("experts/", experts.experts, name="experts"),
    path("experts/<int:pk>/", experts.expert, name="expert"),
    path("experts/<int:pk>/reveal/", experts.expert_reveal, name="expert_reveal"),
    path("journal/", journal.journal, name="journal"),
    path("deliveries/", journal.deliveries, name="deliveries"),
    path("deliveries/<str:listener>/retry/", journal.delivery_retry, name="delivery_retry"),
    path("deliveries/<str:listener>/skip/", journal.delivery_skip, name="delivery_skip"),
]
