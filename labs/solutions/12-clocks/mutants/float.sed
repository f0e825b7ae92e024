# SPDX-License-Identifier: GPL-2.0-only
# The textbook's way: 24 bits for 47.
# file: clocks.c
# fails: format
# says: 100000.125000000
s|^	printf\(.*ns / NS_PER_S, ns % NS_PER_S\);|	printf("%.9f", (double)((float)ns / 1e9f));|
