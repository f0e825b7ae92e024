# SPDX-License-Identifier: GPL-2.0-only
# The buffer is large enough, but each value is looked for where the one before it ends.
# file: tables.c
# fails: sum
# says: cpu 0: 5120 reads cpu 1: 0 reads
s/cpu \* stride\(\)/cpu * 20 \/ 4 * 4/
