#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
ATTACHES="kprobe"
. "${0%/*}/../session/manners.sh"
