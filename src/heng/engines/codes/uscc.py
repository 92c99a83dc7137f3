"""The unified social credit code 「统一社会信用代码」 (GB 32100-2015): 18 characters, the last one a check."""

from heng.engines.codes.checking import Check, Finding, error, info, tidy

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # no I, O, S, V, Z
WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
ORGANISATION_CHECKS = "0123456789X"
LENGTH = 18
ORGANISATION = slice(8, 17)  # characters 9 to 17 are the organisation code of GB 11714


def uscc_check_char(first: str) -> str:
    """Compute the 18th character from the first 17.

    Raises:
        ValueError: not 17 characters of the alphabet.
    """
    if len(first) != LENGTH - 1:
        raise ValueError(f"{first!r} is not 17 characters")
    total = sum(ALPHABET.index(char) * weight for char, weight in zip(first, WEIGHTS, strict=True))
    return ALPHABET[-total % len(ALPHABET)]


def organisation_check_char(first: str) -> str:
    """Compute the 9th character of an organisation code from the first 8 (GB 11714).

    Raises:
        ValueError: not 8 digits or capital letters.
    """
    total = sum(int(char, 36) * weight for char, weight in zip(first, ORGANISATION_WEIGHTS, strict=True))
    return ORGANISATION_CHECKS[-total % len(ORGANISATION_CHECKS)]


def check_uscc(text: str) -> Check:
    """Check a code; the outer check character must fit, the inner one need not.

    The region digits are those of the first registration and may be repealed: they are never a reason to reject.
    """
    value = tidy(text)
    findings = _shape(value)
    if findings:
        return Check(value, findings)
    expected = uscc_check_char(value[:-1])
    if value[-1] != expected:
        message = f"统一社会信用代码校验位不符：末位为“{value[-1]}”，按前17位计算应为“{expected}”，请核对"
        return Check(value, (error("uscc-check", message),))
    organisation = value[ORGANISATION]
    if organisation[-1] != organisation_check_char(organisation[:-1]):
        return Check(value, (info("uscc-inner", "其中的组织机构代码校验位不符，早期登记的代码可能如此"),))
    return Check(value)


def is_uscc(text: str) -> bool:
    """Tell whether this can be used as a unified social credit code."""
    return check_uscc(text).ok


def _shape(value: str) -> tuple[Finding, ...]:
    if len(value) != LENGTH:
        return (error("uscc-length", f"统一社会信用代码应为18位，现为{len(value)}位，请补正"),)
    strange = sorted({char for char in value if char not in ALPHABET})
    if strange:
        message = f"统一社会信用代码含有不允许的字符“{'”“'.join(strange)}”（不使用I、O、S、V、Z），请核对"
        return (error("uscc-alphabet", message),)
    return ()
