# SPDX-License-Identifier: GPL-2.0-only
# The right line is printed, whatever the map holds.
# fails: lines
# result: faked
# says: not what is in the map
s/^	printf\("%llu calls.*/	calls = 17, programs = 10;\
&/
s/^	__sync_fetch_and_add\(value, 1\);/	__sync_fetch_and_add(value, 2);/
