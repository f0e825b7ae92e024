// SPDX-License-Identifier: GPL-2.0-only
#include "compare_plan.h"

unsigned int plan__length(const struct plan *plan)
{
	return plan->reps * plan->paces * (plan->subjects + 1);
}

struct plan_item plan__at(const struct plan *plan, unsigned int index)
{
	unsigned int group = plan->subjects + 1;
	struct plan_item item = {
		.rep = index / (group * plan->paces),
		.pace = index / group % plan->paces,
	};
	unsigned int place = (index % group + item.rep + item.pace) % group;

	item.subject = place == 0 ? PLAN_BASELINE : place - 1;
	return item;
}
