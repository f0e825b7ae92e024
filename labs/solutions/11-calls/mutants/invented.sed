# SPDX-License-Identifier: GPL-2.0-only
# Numbers that nobody has counted.
# file: calls.c
# fails: print
# result: faked
# says: Print what is in the map
s/^	printf\("%llu calls.*/	hits[KEY_CHAIN] = 33, hits[KEY_READS] = 1000, hits[KEY_OTHERS] = 7;\
&/
