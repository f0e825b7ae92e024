# SPDX-License-Identifier: GPL-2.0-only
# The counters look well, but nothing is sent.
# file: events.bpf.c
# fails: codes
# result: faked
# says: but the rings are empty
s/bpf_perf_event_output\(.*\);/0;/
