# SPDX-License-Identifier: GPL-2.0-only
# Two clocks that agree until the lid is closed.
# file: clocks.c
# fails: age
# says: CLOCK_MONOTONIC is not the clock of the events
s/CLOCK_BOOTTIME/CLOCK_MONOTONIC/
