# SPDX-License-Identifier: GPL-2.0-only
# Nothing is there yet.
# fails: function
# says: none in dispatch
