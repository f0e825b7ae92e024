#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
ATTACHES="kprobe"
P50_MS=40
P99_MS=400
. "${0%/*}/../session/handover.sh"
