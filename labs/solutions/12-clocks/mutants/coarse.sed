# SPDX-License-Identifier: GPL-2.0-only
# A clock that only moves with the timer's tick, and does not count the sleep.
# file: clocks.bpf.c
# fails: clock
# says: One of the bpf_ktime_get
s/return bpf_ktime_get_boot_ns\(\)/return bpf_jiffies64() * 4000000/
