# SPDX-License-Identifier: GPL-2.0-only
# Only the producer takes the lock.
# file: drain.bpf.c
# fails: held
# says: a lock that only one of the two takes protects nothing
/^int BPF_PROG\(take\)/,/^}/{
	/bpf_spin_(un)?lock/d
}
