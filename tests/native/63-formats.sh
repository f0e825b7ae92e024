#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
ATTACHES="tracepoint"
# The distribution's, which has the distribution's packages.
PYTHON=/usr/bin/python3
. "${0%/*}/../session/formats.sh"
