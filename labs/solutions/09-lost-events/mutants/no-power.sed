# SPDX-License-Identifier: GPL-2.0-only
# As many pages as are needed, which need not be a power of two.
# file: gaps.c
# fails: size
# says: cannot open the rings: Invalid argument
s/pages \*= 2/pages++/
