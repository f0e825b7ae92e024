# SPDX-License-Identifier: GPL-2.0-only
# Counted as sent before it is known whether it was.
# file: events.bpf.c
# fails: refused
# says: Each event counts in one of the counters
s/^		row->sent\+\+;/		;/
s/^	if \(!err\)/	row->sent++;\
&/
