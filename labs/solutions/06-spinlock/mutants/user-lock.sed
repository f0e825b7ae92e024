# SPDX-License-Identifier: GPL-2.0-only
# User space asks for the lock twice, once for the lookup and once for the update.
# file: drain.c
# fails: during
# says: BPF_F_LOCK on both does not help
/^static long long take/,/^}/{
	/LIBBPF_OPTS/d
	s/^	int err;/	int err, map = bpf_map__fd(skel->maps.slots);\
	struct slot slot;\
	__u64 n;/
	/take_cpu/d
	s/err = bpf_prog_test_run_opts.*/err = bpf_map_lookup_elem_flags(map, \&cpu, \&slot, BPF_F_LOCK);\
	if (err)\
		return err;\
	n = slot.waiting;\
	slot.taken += n;\
	slot.waiting = 0;\
	err = bpf_map_update_elem(map, \&cpu, \&slot, BPF_EXIST | BPF_F_LOCK);/
	s/skel->bss->took/n/
}
