# SPDX-License-Identifier: GPL-2.0-only
# A loop that does not end before READY.
# file: hello.c
# fails: load
# result: time-out
# says: An endless loop?
s/^	lab__ready\(\);/	while (!lab_stopped)\
		;\
&/
