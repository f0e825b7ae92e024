# SPDX-License-Identifier: GPL-2.0-only
# The verifier's log, shortened to what matters: the last instructions with their source lines, and
# the reason, which comes last. At most 76 columns.

/^(processed|verification time|stack depth)/ || !NF { next }
# The state of the registers after each step: what an instruction needs is said on its own line.
/^[0-9]+: \(/ { sub(/ +; .*$/, "") }
/^(from )?[0-9]+( to [0-9]+)?: .*=/ && !/^[0-9]+: \(/ { next }
/^(func#|last_idx|regs=|reg type unsupported|mark_precise)/ { next }
{ line[++n] = $0 }
END {
	first = n > 9 ? n - 8 : 1
	if (first > 1)
		print "..."
	for (i = first; i <= n; i++)
		print substr(line[i], 1, 76)
}
