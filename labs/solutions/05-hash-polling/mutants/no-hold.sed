# SPDX-License-Identifier: GPL-2.0-only
# The program is never stopped in the gap, so that nothing seems to get lost.
# file: hashpoll.c
# fails: interleave
# says: With -s, hold() stops the program
s/^	hold\(p\);/	(void)hold;/
