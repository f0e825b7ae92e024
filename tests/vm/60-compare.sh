#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Emulated time is worth nothing, counts are exact.
ATTACHES="kprobe"
RATE=500
DURATION=400
. "${0%/*}/../session/compare.sh"
check 'says that time is emulated' grep -q "this machine is emulated" "$dir/err.interrupted"
finish
