# SPDX-License-Identifier: GPL-2.0-only
# The numbers of the events around the gap, which have arrived.
# file: gaps.c
# fails: gaps
# says: print_gap() what is between
s/print_gap\(cpu, row->last \+ 1, event->seq - 1\)/print_gap(cpu, row->last, event->seq)/
