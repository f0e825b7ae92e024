# SPDX-License-Identifier: GPL-2.0-only
# All the flushing reads are made on one CPU.
# file: gaps.c
# fails: flush
# says: On one CPU no event has come
s/CPU_SET\(cpu, &set\)/CPU_SET(0, \&set)/
