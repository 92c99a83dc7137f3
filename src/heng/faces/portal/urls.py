"""Addresses of the portal."""

from django.urls import path

from heng.faces.portal import bulletin, drawing, home, law, log, owning, parties, projects, verifying

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("robots.txt", home.robots, name="robots"),
    path("favicon.ico", home.favicon, name="favicon"),
    path(".well-known/security.txt", home.security, name="security"),
    path("projects/", projects.projects, name="projects"),
    path("projects/<int:pk>/", projects.project, name="project"),
    path("parties/", parties.index, name="parties"),
    path("parties/<path:code>/", parties.party, name="party"),
    path("bans/", parties.bans, name="bans"),
    path("departments/", law.departments, name="departments"),
    path("departments/<str:code>/", law.department, name="department"),
    path("mine/", owning.mine, name="mine"),
    path("mine/register/", owning.register, name="register"),
    path("mine/<int:pk>/", owning.own, name="own"),
    path("mine/<int:pk>/correct/", owning.correct, name="own_correct"),
    path("mine/<int:pk>/apply/", owning.apply, name="own_apply"),
    path("mine/<int:pk>/designate/", owning.designate, name="own_designate"),
    path("mine/<int:pk>/withdraw/", owning.withdraw, name="own_withdraw"),
    path("mine/<int:pk>/reapply/", owning.reapply, name="own_reapply"),
    path("mine/applications/<int:pk>/recall/", owning.recall, name="application_recall"),
    path("division/", law.division, name="division"),
    path("figures/", law.figures, name="figures"),
    path("catalogue/", law.catalogue, name="catalogue"),
    path("verify/", verifying.verify, name="verify"),
    path("verify/<int:index>/", verifying.receipt, name="receipt"),
    path("draws/", drawing.draw_list, name="draw_list"),
    path("draws/replay/", drawing.draws, name="draws"),
    path("draws/<int:pk>/", drawing.draw, name="draw"),
    path("draws/<int:pk>/record.json", drawing.record, name="draw_record"),
    path("draws/<int:pk>/list.json", drawing.frozen_list, name="draw_frozen"),
    path("draws/<int:pk>/receipts/<int:entry>/", drawing.receipt, name="draw_receipt"),
    path("bulletin/", bulletin.bulletin, name="bulletin"),
    path("bulletin/<int:size>/checkpoint.txt", bulletin.signed, name="bulletin_signed"),
    path("bulletin/<int:size>/stamp.tsr", bulletin.stamp, name="bulletin_stamp"),
    path("log/checkpoint", log.checkpoint, name="log_checkpoint"),
    path("log/<path:path>", log.tile, name="log_tile"),
]
