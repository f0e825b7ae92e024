#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
ATTACHES="kprobe"
P99_MS=300
. "${0%/*}/../session/handover.sh"
