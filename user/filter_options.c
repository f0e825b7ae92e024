// SPDX-License-Identifier: GPL-2.0-only
#include <stddef.h>

#include "filter_options.h"

const char *filter_option__pid(void *target, const char *argument)
{
	struct filters *filters = target;

	return filters__add_tgids(&filters->tgids.wanted, argument);
}

const char *filter_option__not_pid(void *target, const char *argument)
{
	struct filters *filters = target;

	return filters__add_tgids(&filters->tgids.unwanted, argument);
}

const char *filter_option__tid(void *target, const char *argument)
{
	struct filters *filters = target;

	return filters__add_tids(&filters->tids.wanted, argument);
}

const char *filter_option__not_tid(void *target, const char *argument)
{
	struct filters *filters = target;

	return filters__add_tids(&filters->tids.unwanted, argument);
}

const char *filter_option__uid(void *target, const char *argument)
{
	struct filters *filters = target;

	return filters__add_uids(&filters->uids.wanted, argument);
}

const char *filter_option__not_uid(void *target, const char *argument)
{
	struct filters *filters = target;

	return filters__add_uids(&filters->uids.unwanted, argument);
}

const char *filter_option__comm(void *target, const char *argument)
{
	struct filters *filters = target;

	return filters__add_names(&filters->comms.wanted, argument);
}

const char *filter_option__not_comm(void *target, const char *argument)
{
	struct filters *filters = target;

	return filters__add_names(&filters->comms.unwanted, argument);
}

const char *filter_option__cgroup(void *target, const char *argument)
{
	struct filters *filters = target;

	return filters__add_cgroup(filters, argument);
}

const char *filter_option__cpu(void *target, const char *argument)
{
	struct filters *filters = target;

	return filters__add_cpus(filters, argument);
}

const char *filter_option__sample(void *target, const char *argument)
{
	struct filters *filters = target;

	return filters__set_sample(filters, argument);
}

const char *filter_option__follow(void *target, const char *argument)
{
	struct filters *filters = target;

	(void)argument;
	filters->follow = true;
	return NULL;
}
