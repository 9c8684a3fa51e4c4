"""What looks like personal or secret data inside texts: card numbers, e-mail addresses, IBANs, JSON web tokens.

find = DETECTORS["card"]
find("card 4111 1111 1111 1111, please", "*****")          # 'card *****, please'
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    Detector = Callable[[str, str], str]
    """A text and a mask; the text with the mask where something was found."""

CARD = re.compile(r"(?<![0-9A-Za-z])[0-9](?:[ -]?[0-9]){11,18}(?![0-9A-Za-z])")
EMAIL = re.compile(r"(?<![\w.+-])[\w.+%-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,63}(?![\w-])")
IBAN = re.compile(r"(?<![0-9A-Za-z])[A-Z]{2}[0-9]{2}(?: ?[0-9A-Z]){11,30}(?![0-9A-Za-z])")
JWT = re.compile(r"(?<![\w-])eyJ[A-Za-z0-9_-]{5,}\.eyJ[A-Za-z0-9_-]{2,}\.[A-Za-z0-9_-]*(?![\w-])")

IBAN_MODULUS = 97


def is_card(digits: str) -> bool:
    """Whether digits have the check digit of a card number (Luhn)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (1 + place % 2)
        total += doubled - 9 * (doubled > 9)  # noqa: PLR2004  # the sum of two digits
    return total % 10 == 0 and bool(digits.strip("0"))


def is_iban(text: str) -> bool:
    """Whether a text has the check digits of an IBAN (ISO 13616)."""
    moved = text[4:] + text[:4]
    return int("".join(str(int(sign, 36)) for sign in moved)) % IBAN_MODULUS == 1


def _checked(pattern: re.Pattern[str], is_one: Callable[[str], bool]) -> Detector:
    def detect(text: str, mask: str) -> str:
        def replaced(found: re.Match[str]) -> str:
            bare = found.group().replace(" ", "").replace("-", "")
            return mask if is_one(bare) else found.group()

        return pattern.sub(replaced, text)

    return detect


def _certain(pattern: re.Pattern[str]) -> Detector:
    return lambda text, mask: pattern.sub(lambda _: mask, text)


DETECTORS: dict[str, Detector] = {
    "jwt": _certain(JWT),
    "email": _certain(EMAIL),
    "iban": _checked(IBAN, is_iban),
    "card": _checked(CARD, is_card),
}
"""By name, in the order in which they look."""
