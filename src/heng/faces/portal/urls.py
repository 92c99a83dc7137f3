"""Addresses of the portal."""

from django.urls import path

from heng.faces.portal import law, parties, projects

app_name = "portal"
urlpatterns = [
    path("", law.home, name="home"),
    path("projects/", projects.projects, name="projects"),
    path("projects/<int:pk>/", projects.project, name="project"),
    path("parties/", parties.index, name="parties"),
    path("parties/<path:code>/", parties.party, name="party"),
    path("bans/", parties.bans, name="bans"),
    path("departments/", law.departments, name="departments"),
    path("departments/<str:code>/", law.department, name="department"),
    path("catalogue/", law.catalogue, name="catalogue"),
]
