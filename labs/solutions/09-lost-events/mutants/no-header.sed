# SPDX-License-Identifier: GPL-2.0-only
# A record is taken to be as large as the event.
# file: gaps.c
# fails: size
# says: A record is more than the event
s/record = \(8 \+ 4 \+ /record = (/
