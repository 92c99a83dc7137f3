"""Who takes part 「参与主体」: organisations with their codes; a natural person is masked and has no code."""

from heng.faces.api.ocds.wording import Object, told
from heng.registers.authorities.actors import PUBLIC
from heng.registers.parties import selectors as parties
from heng.registers.parties.models import Party

OURS = "CN-USCC"
"""The scheme of 统一社会信用代码."""


class Directory:
    """The parties of one release, each once, with every role that it plays."""

    def __init__(self) -> None:
        self._listed: dict[int, Object] = {}

    def mention(self, party: Party | None, *roles: str) -> Object | None:
        """Refer to a party in these roles, and list it."""
        if party is None:
            return None
        listed = self._listed.setdefault(party.pk, _organisation(party))
        listed["roles"] = list(dict.fromkeys((*listed["roles"], *roles)))
        return {"id": listed["id"], "name": listed["name"]}

    def listing(self) -> list[Object]:
        """List all that were mentioned."""
        return list(self._listed.values())


def _organisation(party: Party) -> Object:
    name = parties.shown_name(party, PUBLIC)
    scheme, code = _identifier(party)
    if not code:
        return {"id": party.ref, "name": name, "roles": []}
    return told(id=f"{scheme}-{code}", name=name, identifier={"scheme": scheme, "id": code, "legalName": name}) | {
        "roles": []
    }


def _identifier(party: Party) -> tuple[str, str]:
    """Split a code into scheme and number; people and parties known by name only have none."""
    if party.kind == Party.Kind.NATURAL or party.scheme == Party.Scheme.NAME:
        return "", ""
    if party.scheme == Party.Scheme.USCC:
        return OURS, party.code
    scheme, _, number = party.code.partition(":")
    return (scheme, number) if number else ("", "")
