# SPDX-License-Identifier: GPL-2.0-only
# The time at which the line is printed, instead of the event's.
# file: clocks.c
# fails: format
# says: A float has 24 bits
s/print_time\(event->boot_ns\)/print_time(now())/
