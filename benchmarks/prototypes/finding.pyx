# cython: language_level=3, boundscheck=False, wraparound=False
"""The inner loop of `lexicon/matcher.py`, compiled, over arrays of numbers: what a compiled part would bring. Not part of the package."""

from operator import attrgetter

from cpython.mem cimport PyMem_Free, PyMem_Malloc

from rasid.lexicon.matcher import hit_of


def find(matcher, list words):
    """What `Matcher.find` gives, hit for hit."""
    cdef str text = " ".join(words)
    cdef Py_ssize_t length = len(text), count = len(words), at = 0, n, k, size, start, end, first, last, pattern, have_size
    cdef int *word_at = <int *> PyMem_Malloc((length + 2) * sizeof(int))
    cdef int *begins = <int *> PyMem_Malloc((count + 1) * sizeof(int))
    cdef int *ends = <int *> PyMem_Malloc((count + 1) * sizeof(int))
    cdef frozenset lefts = matcher.proclitics, rights = matcher.enclitics
    cdef dict found = {}
    cdef tuple have, ways, had
    cdef str left, right
    ways_of, beside = matcher.ways, matcher.beside
    try:
        for n in range(count):
            size = len(<str> words[n])
            for k in range(at, at + size + 1):
                word_at[k] = n
            begins[n] = at
            at += size
            ends[n] = at
            at += 1
        for start, end, pattern in <list> matcher.automaton.find_overlapping(text):
            first, last = word_at[start], word_at[end - 1]
            left = "" if begins[first] == start else text[begins[first]:start]
            if left not in lefts:
                continue
            right = "" if ends[last] == end else text[end:ends[last]]
            if right not in rights:
                continue
            key, size = (first - last, first), end - start
            have = <tuple> found.get(key)
            if have is None:
                ways = ways_of(pattern, left, right)
                if ways:
                    found[key] = (size, ways)
                continue
            have_size, had = have[0], have[1]
            ways = ways_of(pattern, left, right) if size >= have_size or left else ()
            if size < have_size:
                ways = beside(had, ways or ways_of(pattern, left, right))
                if ways:
                    found[key] = (have_size, had + ways)
            elif ways:
                found[key] = (size, (had if size == have_size else beside(ways, had)) + ways)
    finally:
        PyMem_Free(word_at)
        PyMem_Free(begins)
        PyMem_Free(ends)
    return disjoint(found, count)


cdef list disjoint(dict found, Py_ssize_t count):
    cdef bytearray taken = bytearray(count)
    cdef list kept = []
    cdef Py_ssize_t less, first, n
    cdef bint free
    for (less, first), (_, ways) in sorted(found.items()):
        free = True
        for n in range(first, first - less + 1):
            if taken[n]:
                free = False
                break
        if free:
            for n in range(first, first - less + 1):
                taken[n] = less != 0  # of a word alone there is one hit
            kept.append(hit_of(first, first - less + 1, ways))
    kept.sort(key=attrgetter("first"))
    return kept
