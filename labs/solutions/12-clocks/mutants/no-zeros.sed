# SPDX-License-Identifier: GPL-2.0-only
# One nanosecond after a second is not a tenth.
# file: clocks.c
# fails: format
# says: 1.1
s|\.%09"|.%"|
