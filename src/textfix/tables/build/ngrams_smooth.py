"""Turns counts into a pruned, interpolated trigram model in back-off form.

Absolute discounting by attestation; word-final mass goes to the back-off, so that word lists do
not make every character look like the inside of a word.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from textfix.tables.build.ngrams_counts import Counts, Floats, Ints

# All chosen on training genres left out (wiki, forum, tw-wiki), never on the measuring corpora.
DISCOUNT_2 = (0.85, 1.2, 1.6)
DISCOUNT_3 = (0.9, 1.3, 1.8)
FIRST_SHARE = 0.4  # share of word-initial frequency in the lowest order; the rest is continuation
FLOOR_SHARE = 1e-4  # share of the uniform distribution: no id is ever impossible
KEEP_2 = 750_000
KEEP_3 = 950_000


@dataclass(frozen=True, slots=True)
class Ends:
    """Weighted number of words that end in a bigram or a character, and that begin with one."""

    bigrams: Counts
    last: Floats
    first: Floats


@dataclass(frozen=True, slots=True)
class Model:
    """Back-off model: probabilities of seen n-grams, back-off weights of their contexts."""

    base: int
    unigram: Floats
    backoff_1: Floats
    keys_2: Ints
    p_2: Floats
    backoff_2: Floats
    keys_3: Ints
    p_3: Floats


def find(keys: Ints, wanted: Ints) -> tuple[Ints, npt.NDArray[np.bool_]]:
    """Look keys up in a sorted array: positions (0 where absent) and whether they are there."""
    place = np.searchsorted(keys, wanted)
    place[place == len(keys)] = 0
    return place, keys[place] == wanted


def _discount(counts: Counts, steps: tuple[float, float, float]) -> Floats:
    """Return the share of each weighted count that is given to the back-off."""
    raw = counts.raw
    amount = np.where(raw < 1.5, steps[0], np.where(raw < 2.5, steps[1], steps[2]))
    share: Floats = amount / np.maximum(raw, 1.0)
    return share


def _unigram(bigrams: Counts, base: int, ends: Ends) -> Floats:
    """Mix how many contexts a character follows with how often words begin with it."""
    kinds = np.bincount(bigrams.keys % base, minlength=base).astype(np.float64)
    mixed = (1 - FIRST_SHARE) * kinds / kinds.sum() + FIRST_SHARE * ends.first / ends.first.sum()
    result: Floats = mixed * (1 - FLOOR_SHARE) + FLOOR_SHARE / base
    return result


def _lower(keys: Ints, p_2: Floats, backoff_1: Floats, unigram: Floats, wanted: Ints) -> Floats:
    """Return the bigram probability of keys, backing off where they are not stored."""
    base = len(unigram)
    place, there = find(keys, wanted)
    result: Floats = np.where(there, p_2[place], backoff_1[wanted // base] * unigram[wanted % base])
    return result


def _interpolate(
    counts: Counts, groups: Ints, number: int, extra: Floats, steps: tuple[float, float, float],
    lower: Floats,
) -> Floats:  # fmt: skip
    """Return interpolated probabilities; `groups` names the context of each n-gram."""
    share = _discount(counts, steps)
    total = np.bincount(groups, counts.weighted, minlength=number) + extra
    given = np.bincount(groups, counts.weighted * share, minlength=number) + extra
    seen = counts.weighted * (1 - share) / total[groups]
    result: Floats = seen + (given / np.maximum(total, 1e-12))[groups] * lower
    return result


def _backoff(p: Floats, lower: Floats, groups: Ints, number: int) -> Floats:
    """Return the exact back-off weights that make every context sum to one."""
    left = 1 - np.bincount(groups, p, minlength=number)
    free = 1 - np.bincount(groups, lower, minlength=number)
    result: Floats = np.clip(left, 1e-6, None) / np.clip(free, 1e-6, None)
    return result


def _keep(gain: Floats, number: int) -> npt.NDArray[np.bool_]:
    """Return which n-grams are among the `number` that change the model most."""
    if len(gain) <= number:
        return np.ones(len(gain), np.bool_)
    threshold = np.partition(gain, len(gain) - number)[len(gain) - number]
    result: npt.NDArray[np.bool_] = gain >= threshold
    return result


def smooth(bigrams: Counts, trigrams: Counts, base: int, ends: Ends) -> Model:
    """Estimate, prune and normalize the model."""
    unigram = _unigram(bigrams, base, ends)
    heads, tails = bigrams.keys // base, bigrams.keys % base
    p_2 = _interpolate(bigrams, heads, base, ends.last, DISCOUNT_2, unigram[tails])
    all_backoff = _backoff(p_2, unigram[tails], heads, base)
    contexts, groups = np.unique(trigrams.keys // base, return_inverse=True)
    place, there = find(ends.bigrams.keys, contexts)
    extra = np.where(there, ends.bigrams.weighted[place], 0.0)
    below = _lower(bigrams.keys, p_2, all_backoff, unigram, trigrams.keys % (base * base))
    p_3 = _interpolate(trigrams, groups, len(contexts), extra, DISCOUNT_3, below)
    backoff_3 = _backoff(p_3, below, groups, len(contexts))
    gain = trigrams.weighted * np.abs(np.log(p_3 / (backoff_3[groups] * below)))
    kept_3 = _keep(gain, KEEP_3)
    gain = bigrams.weighted * np.abs(np.log(p_2 / (all_backoff[heads] * unigram[tails])))
    needed = np.unique(trigrams.keys[kept_3] // base)
    kept_2 = _keep(gain, KEEP_2) | find(needed, bigrams.keys)[1]
    return _normalize(
        base, unigram, bigrams.keys[kept_2], p_2[kept_2], trigrams.keys[kept_3], p_3[kept_3]
    )


def _normalize(
    base: int, unigram: Floats, keys_2: Ints, p_2: Floats, keys_3: Ints, p_3: Floats
) -> Model:
    """Give the mass of what was pruned back to the back-off weights."""
    backoff_1 = _backoff(p_2, unigram[keys_2 % base], keys_2 // base, base)
    below = _lower(keys_2, p_2, backoff_1, unigram, keys_3 % (base * base))
    context, there = find(keys_2, keys_3 // base)
    if not there.all():
        raise AssertionError("a kept trigram has lost its context")
    backoff_2 = _backoff(p_3, below, context, len(keys_2))
    return Model(base, unigram, backoff_1, keys_2, p_2, backoff_2, keys_3, p_3)
