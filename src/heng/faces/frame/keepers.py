"""Who keeps this installation 「平台管理」: known before any page is, so that navigation may ask."""

from django.conf import settings

from heng.registers.authorities.actors import Actor, Role, covers, is_administrator, sees_everything


def keeps_the_platform(actor: Actor, subject: object = None) -> bool:  # noqa: ARG001
    """An administrator of the joint conference's office of the home region: whoever keeps this installation."""
    coordinates = is_administrator(actor) and actor.role == Role.COORDINATOR
    return coordinates and covers(actor, settings.HOME_REGION)


def watches_the_log(actor: Actor, subject: object = None) -> bool:  # noqa: ARG001
    """Watches over the public log, or keeps what it runs on."""
    return sees_everything(actor) or is_administrator(actor)
