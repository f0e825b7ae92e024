# SPDX-License-Identifier: GPL-2.0-only
# Flushed while the rings may still be full: those events get lost, too.
# file: gaps.c
# fails: flush
# says: The rings were still full
s/int err = perf_buffer__consume\(rings\);/int err = 0;/
