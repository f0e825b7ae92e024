# SPDX-License-Identifier: GPL-2.0-only
# Printed before anything has been sent: two lines for each event.
# file: events.c
# fails: lines
# result: faked
# says: Lines were printed of events that never came
s/^	print_event\(cpu, data\);/&\
&/
