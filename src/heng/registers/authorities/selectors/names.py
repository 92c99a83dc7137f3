"""Names behind the references that the journal keeps 「称谓」: of departments, officers, systems."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Q

from heng.registers.authorities.actors import CLOCK
from heng.registers.authorities.models import Account, Authority, System

ACCOUNT, SYSTEM = "AC", "SY:"


@dataclass(frozen=True, slots=True)
class Names:
    """What people and organs are called; who is not known is called by the reference."""

    people: Mapping[str, str]
    organs: Mapping[str, str]

    def person(self, ref: str) -> str:
        """Call a person or a system by name."""
        return self.people.get(ref, ref)

    def organ(self, code: str) -> str:
        """Call an organ by its name of today."""
        return self.organs.get(code, code)


def names_behind(people: Collection[str], organs: Collection[str]) -> Names:
    """Find the names; three queries, however many.

    Systems are found by reference or by code. Who represents a party is called by its code, not by name.
    """
    numbers = [int(ref.removeprefix(ACCOUNT)) for ref in people if ref.removeprefix(ACCOUNT).isdecimal()]
    systems = System.objects.filter(code__in=[ref.removeprefix(SYSTEM) for ref in people])
    found = {CLOCK.person: CLOCK.name}
    found |= {account.ref: _call(account) for account in Account.objects.filter(pk__in=numbers)}
    found |= {ref: system.name for system in systems for ref in (system.ref, system.code)}
    return Names(found, dict(Authority.objects.filter(pk__in=organs).values_list("code", "name")))


def people_called(words: str) -> list[str]:
    """List the references of the officers whose name or login holds these words, and the words, be they a reference."""
    called = Q(name__icontains=words) | Q(username__icontains=words)
    return [words, *(account.ref for account in Account.objects.filter(called, party_code=""))]


def _call(account: Account) -> str:
    return f"{account.party_code} 的代表" if account.party_code else account.name
