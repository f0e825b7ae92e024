# SPDX-License-Identifier: GPL-2.0-only
# A ring for each CPU, as in lab 08: each is in order, both together are not.
# fails: order
# says: One ring for all CPUs keeps the order
s/^\} events SEC\("\.maps"\);/&\
\
struct {\
	__uint(type, BPF_MAP_TYPE_RINGBUF);\
	__uint(max_entries, RING_BYTES);\
} events1 SEC(".maps");/
s/event = bpf_ringbuf_reserve\(&events, sizeof\(\*event\), 0\);/if (bpf_get_smp_processor_id())\
		event = bpf_ringbuf_reserve(\&events1, sizeof(*event), 0);\
	else\
		event = bpf_ringbuf_reserve(\&events, sizeof(*event), 0);/
s/^	err = ring_bpf__attach/	ring_buffer__add(ring, bpf_map__fd(skel->maps.events1), on_event, \&received);\
&/
