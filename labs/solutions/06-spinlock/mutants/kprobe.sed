# SPDX-License-Identifier: GPL-2.0-only
# The lock is taken where it may not be.
# file: drain.bpf.c
# fails: load
# result: rejected
# says: Kprobes may not take a bpf_spin_lock
s/^SEC\("fentry\/vfs_read"\)/SEC("kprobe\/vfs_read")/
