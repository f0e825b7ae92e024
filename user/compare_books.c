// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdio.h>

#include "compare_books.h"

int books__check(const struct pacer_result *workload, const struct reader_result *reader,
		 bool is_command, char *why, size_t size)
{
	const struct ledger_row *row = &reader->ledger;
	uint64_t numbered = row->hits - row->filtered - row->own;
	unsigned long long made = workload->made;

	if (ledger_row__unaccounted(row))
		snprintf(why, size, "%llu events are unaccounted for",
			 (unsigned long long)ledger_row__unaccounted(row));
	else if (reader->tree_overflows)
		snprintf(why, size, "%llu processes of the command were not followed",
			 (unsigned long long)reader->tree_overflows);
	else if (reader->missed > 0)
		snprintf(why, size, "the kernel skipped the probe %llu times",
			 (unsigned long long)reader->missed);
	else if (!is_command && numbered != made + workload->warm_made)
		snprintf(why, size, "the workload made %llu reads, but the probe saw %llu",
			 made + (unsigned long long)workload->warm_made,
			 (unsigned long long)numbered);
	else if (!is_command && reader->delivered + reader->missing != made)
		snprintf(why, size, "of %llu reads made, %llu were delivered and %llu lost", made,
			 (unsigned long long)reader->delivered,
			 (unsigned long long)reader->missing);
	else
		return 0;
	return -EBADMSG;
}
