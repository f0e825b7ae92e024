# SPDX-License-Identifier: GPL-2.0-only
# Seconds in an int.
# file: clocks.c
# fails: format
# says: do not fit into 32 bits
s|(^	printf.*), ns / NS_PER_S,|\1, (uint64_t)(uint32_t)(ns / NS_PER_S),|
