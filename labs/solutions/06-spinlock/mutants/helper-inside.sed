# SPDX-License-Identifier: GPL-2.0-only
# The clock is asked while the lock is held.
# file: drain.bpf.c
# fails: load
# result: rejected
# says: there may be no call of a helper
s/^	slot->waiting\+\+;/	slot->waiting += bpf_ktime_get_ns() ? 1 : 0;/
