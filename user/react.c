// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the running trace does about what happens around it.
 */
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "clock.h"
#include "exit_code.h"
#include "log.h"
#include "pump.h"
#include "screen.h"

/* Returns only if it was the first one. */
static void on_signal(struct pump *pump, struct control_event event)
{
	if (pump->signalled) {
		screen__leave();
		_exit(EXIT_SIGNAL + (int)event.value);
	}
	pump->signalled = pump->stop = true;
	/* Ctrl-C reaches the command from the terminal; what was sent to us alone is passed on. */
	if (pump->command->pid && !pump->command->ended && !event.from_terminal)
		kill(pump->command->pid, (int)event.value);
}

static void on_cpu_online(struct pump *pump, unsigned int cpu)
{
	int err;

	log__verbose("CPU %u came online", cpu);
	pump__grant_budget(pump);
	if (!pump->channel->ops->cpu_online)
		return;
	err = pump->channel->ops->cpu_online(pump->channel, cpu);
	if (err && err != -ENODEV) /* offline again already */
		log__notice("no ring for CPU %u: %s; its events will be counted as failed", cpu,
			    strerror(-err));
}

static void on_clock_set(struct pump *pump)
{
	int64_t step = wall_clock__update(pump->wall);

	if (step)
		log__notice("the wall clock was set by %+.6f s", (double)step / 1e9);
}

static void on_resize(struct pump *pump)
{
	struct line_cache *cache = &pump->show.line_cache;

	cache->style.width = style__width(writer__fd(pump->show.writer));
	line_cache__forget(cache);
}

static void handle_control(struct pump *pump)
{
	struct control_event event;

	while ((event = control__next(pump->control)).kind != CONTROL_NOTHING) {
		switch (event.kind) {
		case CONTROL_SIGNAL:
			on_signal(pump, event);
			break;
		case CONTROL_REPORT:
			pump->report_wanted = true;
			break;
		case CONTROL_STATS:
			pump->stats_wanted = true;
			break;
		case CONTROL_INPUT:
		case CONTROL_SCREEN:
			if (pump->on_screen)
				pump->on_screen(pump, event);
			else
				on_resize(pump);
			break;
		case CONTROL_CLOCK_SET:
			on_clock_set(pump);
			break;
		case CONTROL_CHILD:
			if (pump->command->pid && command__poll(pump->command))
				pump->stop = true;
			break;
		case CONTROL_CHANNEL:
			pump->woken = true;
			break;
		case CONTROL_CPU_ONLINE:
			on_cpu_online(pump, event.value);
			break;
		case CONTROL_OUTPUT_CLOSED:
			pump->output_over = pump->output_closed = true;
			pump->stop = true;
			break;
		default:
			pump->stop = true;
		}
	}
}

void pump__wait_for(struct pump *pump, bool output, int64_t timeout_ns)
{
	control__wait(pump->control, timeout_ns, output ? writer__fd(pump->show.writer) : -1);
	handle_control(pump);
}

void pump__wait(struct pump *pump, int64_t timeout_ns)
{
	pump__wait_for(pump, writer__stalled(pump->show.writer), timeout_ns);
}
