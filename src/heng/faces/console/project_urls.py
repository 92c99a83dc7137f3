"""Addresses of the console under projects."""

from django.urls import include, path

from heng.faces.console import export, filing, holds, papers, passing, project, projects, registering, saved, telling

urlpatterns = [
    path("", projects.projects, name="projects"),
    path("register/", registering.register, name="register"),
    path("files/", filing.files_kept, name="files"),
    path("export/", export.export, name="projects_export"),
    path("views/", saved.keep, name="view_keep"),
    path("views/<int:pk>/drop/", saved.drop, name="view_drop"),
    path("<int:pk>/", project.project, name="project"),
    path("<int:pk>/correct/", registering.correct, name="correct"),
    path("<int:pk>/steps/<str:verb>/", telling.step, name="project_step"),
    path("<int:pk>/tell/<str:what>/", telling.tell, name="tell"),
    path("<int:pk>/file/<str:verb>/", filing.step, name="file_step"),
    path("<int:pk>/papers/", papers.keep, name="paper_keep"),
    path("<int:pk>/papers/<int:file>/", papers.paper, name="paper"),
    path("<int:pk>/papers/<int:file>/copy/", papers.copy, name="paper_copy"),
    path("<int:pk>/papers/<int:file>/signatures/", papers.signatures, name="paper_signatures"),
    path("<int:pk>/papers/<int:file>/<str:verb>/", holds.of_file, name="file_hold"),
    path("<int:pk>/papers/<str:verb>/", holds.of_project, name="paper_hold"),
    path("<int:pk>/recordings/", include("heng.faces.console.recording_urls")),
    path("<int:pk>/apply/", passing.apply, name="apply"),
    path("<int:pk>/designate/", passing.designate, name="designate"),
    path("<int:pk>/claim/", passing.claim, name="claim"),
    path("<int:pk>/handover/", passing.hand_over, name="hand_over"),
]
