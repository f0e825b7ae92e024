# SPDX-License-Identifier: GPL-2.0-only
# The time of day is no time since boot.
# file: clocks.c
# fails: age
# says: counts from 1970
s/CLOCK_BOOTTIME/CLOCK_REALTIME/
