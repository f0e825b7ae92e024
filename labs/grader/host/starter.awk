# SPDX-License-Identifier: GPL-2.0-only
# The starter that belongs to a solution's source. What the student has to write lies between
#
#	#ifdef SOLUTION
#	#else		then what stands in the starter instead; may be missing
#	#endif
#
# Other conditions are kept.

/^#if/ { depth++ }
$0 == "#ifdef SOLUTION" { ours = depth; cut = 1; next }
ours && depth == ours && /^#else/ { cut = 0; next }
ours && depth == ours && /^#endif/ { ours = cut = 0; depth--; next }
/^#endif/ { depth-- }
!cut
