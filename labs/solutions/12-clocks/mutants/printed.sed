# SPDX-License-Identifier: GPL-2.0-only
# The expected lines, without an event.
# file: clocks.c
# fails: lines
# result: faked
# says: must come from events
s/^	lab__ready\(\);/	for (int i = 1; i <= 10; i++)\
		printf("1.000000000 %d reader age 0.000000001\\n", i);\
&/
s/^	err = print_loop\(ring\);/	err = 0;\
	ring_buffer__free(ring);\
	ring = NULL;\
	while (!lab_stopped)\
		pause();/
