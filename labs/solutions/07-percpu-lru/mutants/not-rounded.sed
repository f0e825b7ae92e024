# SPDX-License-Identifier: GPL-2.0-only
# The values are thought to lie one behind the other.
# file: tables.c
# fails: buffer
# says: The kernel rounds each value up
s/return \(sizeof\(struct tally\) \+ 7\) \/ 8 \* 8;/return sizeof(struct tally);/
