// SPDX-License-Identifier: GPL-2.0-only
#include <stdio.h>
#include <unistd.h>

#include "clock.h"
#include "compare_csv.h"
#include "compare_progress.h"

void progress__start(struct progress *progress, unsigned int length, bool wanted)
{
	*progress = (struct progress){
		.on = wanted && isatty(STDERR_FILENO),
		.length = length,
		.start_ns = clock__boot_ns(),
	};
}

void progress__show(struct progress *progress, const struct comparison *comparison,
		    const struct plan_item *item)
{
	uint64_t spent = clock__boot_ns() - progress->start_ns;
	char left[32] = "";

	/* From what the others took: setting up costs as much as some measurements. */
	if (progress->done)
		snprintf(left, sizeof(left), ", %.0f s left",
			 (double)spent / 1e9 / progress->done *
				 (progress->length - progress->done));
	if (progress->on)
		fprintf(stderr, "\r%u/%u: %s at %s, repetition %u%s\033[K", progress->done + 1,
			progress->length, comparison__channel_name(comparison, item->subject),
			comparison->paces.at[item->pace].name, item->rep + 1, left);
	progress->done++;
}

void progress__clear(struct progress *progress)
{
	if (progress->on)
		fputs("\r\033[K", stderr);
}
