# SPDX-License-Identifier: GPL-2.0-only
# Larger is on the safe side, and costs memory on every CPU.
# file: gaps.c
# fails: size
# says: Half as many pages
s/^	return pages;/	return pages * 2;/
