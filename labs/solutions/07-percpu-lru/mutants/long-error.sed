# SPDX-License-Identifier: GPL-2.0-only
# The result is kept in a long, as the helper's declaration says: -7 is not found in it.
# file: tables.bpf.c
# fails: full
# says: Keep what it returns in an int
s/^	int err;/	long err;/
