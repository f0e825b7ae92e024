# SPDX-License-Identifier: GPL-2.0-only
# Each event is numbered and printed as if all came from the first ring.
# file: events.c
# fails: lines
# says: the numbers of a CPU begin with 1 and follow each other
s/print_event\(cpu, data\)/print_event(0, data)/
