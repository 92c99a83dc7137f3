"""Which door an address opens."""

from django.urls import include, path

from heng.faces.exchange.urls import desk

urlpatterns = [
    path("", include("heng.faces.portal.urls")),
    path("console/inbox/", include(desk)),
    path("console/", include("heng.faces.console.urls")),
    path("api/", include("heng.faces.api.urls")),
    path("exchange/", include("heng.faces.exchange.urls")),
    path("accounts/", include("heng.faces.frame.urls")),
]
handler400 = "heng.faces.frame.errors.bad_request"
handler403 = "heng.faces.frame.errors.forbidden"
handler404 = "heng.faces.frame.errors.not_found"
handler500 = "heng.faces.frame.errors.fault"
