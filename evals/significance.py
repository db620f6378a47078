"""How sure a mean and a difference are: bootstrap intervals and a paired randomization test.

Both draw from a generator with a fixed seed, so that the same scores always give the same figures.
"""

import math
from collections.abc import Sequence
from statistics import NormalDist
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

SEED, DRAWS = 20_240_612, 10_000
LEVEL = 0.95
_EXACT = 12
_BATCH = 2_000_000

Interval: TypeAlias = tuple[float, float]
Floats: TypeAlias = npt.NDArray[np.float64]


def interval(scores: Sequence[float]) -> Interval | None:
    """The 95 % interval of the mean of scores from 0 to 1; None where there are none.

    By the bootstrap, but where all scores are equal: it has nothing to draw then and would claim certainty.
    There it is Wilson's (1927) score interval of a share, which for other scores than 0 and 1 is too wide
    rather than too narrow.
    """
    if not scores:
        return None
    return bootstrap(scores) if len(set(scores)) > 1 else _wilson(scores[0], len(scores))


def bootstrap(values: Sequence[float]) -> Interval:
    """The 95 % percentile bootstrap interval of the mean (Efron and Tibshirani 1993, § 13.3).

    Of paired differences it is the paired interval of their mean.
    """
    drawn, random = np.asarray(values, np.float64), np.random.default_rng(SEED)
    means = [drawn[random.integers(0, len(drawn), (rows, len(drawn)))].mean(1) for rows in _parts(len(drawn))]
    low, high = np.quantile(np.concatenate(means), [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(low), float(high)


def randomization_p(differences: Sequence[float]) -> float:
    """The two-sided p of paired differences by Fisher's randomization test (Smucker, Allan, Carterette 2007).

    Under the null hypothesis each difference might as well have the other sign. All signs are tried for up
    to 12 differences that are not 0; else 10,000 are drawn, and p is (b + 1) / (m + 1), which is never 0
    (Phipson and Smyth 2010).
    """
    values = np.asarray([d for d in differences if d], np.float64)
    if len(values) <= _EXACT:
        return float(np.mean(_extreme(values, _every_sign(len(values)))))
    random = np.random.default_rng(SEED)
    drawn = [
        _extreme(values, random.choice((-1.0, 1.0), (rows, len(values)))) for rows in _parts(len(values))
    ]
    return float((np.concatenate(drawn).sum() + 1) / (DRAWS + 1))


def least_p(differences: Sequence[float]) -> float:
    """The least p that as many differences could give, were all of one sign and size."""
    changed = sum(1 for difference in differences if difference)
    return min(1.0, 2.0 ** (1 - changed))


def _wilson(share: float, count: int) -> Interval:
    z2 = NormalDist().inv_cdf((1 + LEVEL) / 2) ** 2
    middle, room = share + z2 / (2 * count), z2 * (share * (1 - share) + z2 / (4 * count)) / count
    low, high = ((middle + sign * math.sqrt(room)) / (1 + z2 / count) for sign in (-1, 1))
    return max(0.0, low), min(1.0, high)


def _extreme(values: Floats, signs: Floats) -> npt.NDArray[np.bool_]:
    """Of each row of signs: whether the sum is as far from 0 as the one seen, but for rounding."""
    return np.asarray(np.abs(signs @ values) >= abs(values.sum()) - 1e-9)


def _every_sign(count: int) -> Floats:
    bits = np.arange(2**count)[:, None] >> np.arange(count)
    return np.where(bits & 1, 1.0, -1.0)


def _parts(width: int) -> list[int]:
    """How the draws are parted so that no array is large."""
    most = max(1, _BATCH // max(1, width))
    return [min(most, DRAWS - start) for start in range(0, DRAWS, most)]
