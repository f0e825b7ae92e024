# SPDX-License-Identifier: GPL-2.0-only
# Better than a float, for 104 days.
# file: clocks.c
# fails: format
# says: Even a double
s|^	printf\(.*ns / NS_PER_S, ns % NS_PER_S\);|	printf("%.9f", (double)ns / 1e9);|
