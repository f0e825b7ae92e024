# SPDX-License-Identifier: GPL-2.0-only
# The clock that everybody takes, called boot time.
# file: clocks.bpf.c
# fails: clock
# says: stands still while the machine sleeps
s/bpf_ktime_get_boot_ns/bpf_ktime_get_ns/
