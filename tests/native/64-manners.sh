#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
ATTACHES="tracepoint"
SCREEN=1
. "${0%/*}/../session/manners.sh"
