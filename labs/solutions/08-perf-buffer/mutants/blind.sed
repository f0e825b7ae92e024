# SPDX-License-Identifier: GPL-2.0-only
# What the helper returns is not looked at.
# file: events.bpf.c
# fails: refused
# says: The grader took the ring of CPU 1 away
s/count_result\(row, err\);/count_result(row, 0);/
