# SPDX-License-Identifier: GPL-2.0-only
# A call of on_lost() is taken for a lost event.
# file: gaps.c
# fails: lost
# says: add the count, not 1
s/row->lost \+= count/(void)count;\
	row->lost += 1/
