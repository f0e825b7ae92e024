# SPDX-License-Identifier: GPL-2.0-only
# The entry is taken away as a whole, and the producer makes a new one.
# fails: count
# says: The entry is no longer there
/^static long long take/,/^}/{
	/LIBBPF_OPTS/d
	s/^	int err;/	int err, map = bpf_map__fd(skel->maps.slots);\
	struct slot slot;/
	/take_cpu/d
	s/err = bpf_prog_test_run_opts.*/err = bpf_map_lookup_and_delete_elem_flags(map, \&cpu, \&slot, BPF_F_LOCK);\
	if (err == -ENOENT)\
		return 0;/
	s/skel->bss->took/slot.waiting/
}
s/^		err = n \? show.*/		err = 0;\
		(void)show;/
/^int BPF_PROG\(produce\)/,/^}/{
	s/^	struct slot \*slot;/	struct slot *slot, fresh = {.produced = 1, .waiting = 1};/
	s/^	if \(!slot\)/	if (!slot)\
		bpf_map_update_elem(\&slots, \&cpu, \&fresh, BPF_NOEXIST);\
&/
}
