# SPDX-License-Identifier: GPL-2.0-only
# The books are subtracted the wrong way round.
# file: hashpoll.c
# fails: interleave
# says: lost -100
s/produced - p->consumed - remaining\)/remaining + p->consumed - produced)/
