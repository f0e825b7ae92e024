// SPDX-License-Identifier: GPL-2.0-only
/*
 * The adaptive reader.
 *
 * Most of what tracing costs is the wakeup, and it is paid by the traced task. So while events
 * keep coming the reader says "awake" in a flag that the kernel side reads (kern/wakeup.bpf.h),
 * looks by itself every interval, and no producer wakes it. After a quiet spell it says "asleep"
 * and waits for the wakeup that the next event then sends.
 *
 * No wakeup is lost. A producer does, on its CPU, in this order:
 *	P1  seq = seq + 1		(its row of the counters)
 *	P2  look at the flag
 *	P3  commit the event, or count it as lost or failed; wake the reader if the flag was 0
 * (mmap commits before P2, which is as good: only P1 before P2 matters.)
 * The reader, to go to sleep, does:
 *	R1  flag = 0, full barrier	(-> SETTLING)
 *	R2  wait for a wakeup, but at most SETTLE_NS
 *	R3  drain; if every number up to seq has arrived or is counted as refused, on every CPU,
 *	    sleep without a limit	(-> ASLEEP), else back to R2 (or AWAKE, if events came)
 * A producer that looks (P2) after R1 has taken effect sees 0 and wakes the reader, now or later.
 * One that saw 1 looked before, so it did P1 before, and its number is in memory at R3: a store
 * leaves the CPU within nanoseconds, R2 waits a million of them. Until its event is committed,
 * seq is ahead of what arrived, and R3 does not let the reader sleep. Hence the producer needs
 * no barrier of its own. tests/unit/test_handover.c tries all interleavings of this.
 */
#include "clock.h"
#include "reader.h"

/* Long enough that events at 1 kHz and more find the reader awake, short enough to cost nothing. */
#define QUIET_NS 5000000ULL

/* R2: only has to be longer than a store takes to become visible. */
#define SETTLE_NS 1000000ULL

/* A spinning reader looks for signals and the end of its time this often. */
#define SPIN_NS 50000ULL

void reader__init(struct reader *reader, struct channel *channel, const struct account *account,
		  uint64_t interval_ns, uint32_t wakeup)
{
	*reader = (struct reader){
		.channel = channel,
		.account = account,
		.interval_ns = interval_ns,
		.wakeup = wakeup,
		.state = !channel->reader_awake ? READER_POLLING
			 : wakeup		? READER_CLASSIC
						: READER_ASLEEP,
	};
}

int64_t reader__timeout(const struct reader *reader)
{
	if (reader->cut_short)
		return 0;
	switch (reader->state) {
	case READER_ASLEEP:
		return -1;
	case READER_SETTLING:
		return SETTLE_NS;
	case READER_CLASSIC:
		return reader->wakeup > 1 ? (int64_t)READER_BATCH_NS : -1;
	default:
		return (int64_t)reader->interval_ns;
	}
}

static void enter(struct reader *reader, enum reader_state state)
{
	reader->state = state;
	/* R1 when it settles; includes the barrier. */
	channel__set_awake(reader->channel, state == READER_AWAKE);
	reader->quiet_since = clock__boot_ns();
}

/* One drain. 1 if events came, 0 if not, or a negative errno. */
static int look(struct reader *reader)
{
	int more = reader->channel->ops->drain(reader->channel);
	bool came = reader->account->delivered != reader->seen;

	reader->seen = reader->account->delivered;
	reader->cut_short = more > 0;
	return more < 0 ? more : came;
}

/* For an interval of 0: look again and again, but come up for air. */
static int spin(struct reader *reader)
{
	uint64_t until = clock__boot_ns() + SPIN_NS;
	int came, any = 0;

	do {
		came = look(reader);
		if (came < 0)
			return came;
		any |= came;
	} while (!came && clock__boot_ns() < until);
	return any;
}

static int step_awake(struct reader *reader)
{
	int came = reader->interval_ns ? look(reader) : spin(reader);
	uint64_t now;

	if (came < 0 || reader->state == READER_POLLING)
		return came;
	now = clock__boot_ns();
	if (came) {
		reader->quiet_since = now;
		return 0;
	}
	if (now - reader->quiet_since < QUIET_NS)
		return 0;
	enter(reader, READER_SETTLING);
	/* Not needed for safety: it spares an event of the last moment the wait in R2. */
	came = look(reader);
	if (came > 0)
		enter(reader, READER_AWAKE);
	return came;
}

static int step_settling(struct reader *reader)
{
	uint64_t waited = clock__boot_ns() - reader->quiet_since;
	int came = look(reader);

	if (came > 0)
		enter(reader, READER_AWAKE);
	else if (!came && waited >= SETTLE_NS &&
		 !account__any_pending(reader->account, reader->channel))
		enter(reader, READER_ASLEEP);
	return came;
}

int reader__step(struct reader *reader, bool woken)
{
	int came = 0;

	if (woken && reader->channel->ops->woken)
		came = reader->channel->ops->woken(reader->channel);
	if (came < 0)
		return came;
	switch (reader->state) {
	case READER_AWAKE:
	case READER_POLLING:
		came = step_awake(reader);
		break;
	case READER_SETTLING:
		came = step_settling(reader);
		break;
	case READER_ASLEEP:
		if (!woken)
			return 0;
		/* First the flag: whoever comes while we read the rest need not wake us again. */
		enter(reader, READER_AWAKE);
		came = look(reader);
		break;
	default:
		came = look(reader);
	}
	return came < 0 ? came : 0;
}
