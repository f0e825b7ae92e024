# SPDX-License-Identifier: GPL-2.0-only
# The lock is given back too early.
# file: drain.bpf.c
# fails: held
# says: all that must fit together belongs between
/^int BPF_PROG\(produce\)/,/^}/{
	/^	bpf_spin_unlock/d
	s/^	slot->produced.*/&\
	bpf_spin_unlock(\&slot->lock);/
}
