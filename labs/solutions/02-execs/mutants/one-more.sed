# SPDX-License-Identifier: GPL-2.0-only
# One line too many.
# file: execs.c
# fails: lines
# says: One line for each interval
s/line < o->lines/line <= o->lines/
