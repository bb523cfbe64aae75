"""Whole minor units divided so that the parts always add up to the whole."""

from __future__ import annotations

from collections.abc import Sequence

from ticketforge_desktop.domain.errors import BadInput


def divided(numerator: int, denominator: int) -> int:
    """A quotient rounded to a whole number, halves away from zero, as people round money."""
    sign = -1 if (numerator < 0) != (denominator < 0) else 1
    over, under = abs(numerator), abs(denominator)
    return sign * ((2 * over + under) // (2 * under))


def spread(whole: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Divide `whole` in proportion to `weights` (0 or more) by the largest remainder; of equals the first gets more.

    The parts sum to `whole`; where `whole` is at most the sum of the weights, no part is above its weight.

    Raises:
        BadInput: something shall be divided and no weight is above 0.
    """
    if whole < 0:
        return tuple(-part for part in spread(-whole, weights))
    together = sum(weights)
    if not together:
        if whole:
            raise BadInput("There is nothing this amount could be spread over.", field="amount", value=whole)
        return (0,) * len(weights)
    parts = [whole * weight // together for weight in weights]
    over = whole - sum(parts)
    largest = sorted(range(len(weights)), key=lambda at: (-(whole * weights[at] % together), at))
    for at in largest[:over]:
        parts[at] += 1
    return tuple(parts)


def by_unit(whole: int, units: int) -> tuple[int, ...]:
    """What each of `units` equal pieces of a line is worth: taking back all of them, one by one, gives `whole`."""
    return spread(whole, (1,) * units)
