// SPDX-License-Identifier: GPL-2.0-only
/*
 * The kernel announces a CPU that came online with a uevent (Documentation/core-api/cpu_hotplug),
 * so nobody has to poll sysfs, and an idle tracer stays idle.
 */
#include <errno.h>
#include <linux/netlink.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

#include "hotplug.h"

/* Multicast group of the kernel's own messages; udev's are in group 2. */
#define KERNEL_UEVENTS 1

int hotplug__open(void)
{
	struct sockaddr_nl address = {.nl_family = AF_NETLINK, .nl_groups = KERNEL_UEVENTS};
	int fd = socket(AF_NETLINK, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK,
			NETLINK_KOBJECT_UEVENT);

	if (fd < 0)
		return -errno;
	if (bind(fd, (struct sockaddr *)&address, sizeof(address)) < 0) {
		int err = -errno;

		close(fd);
		return err;
	}
	return fd;
}

bool hotplug__parse(const char *uevent, unsigned int *cpu)
{
	int end = 0;

	return sscanf(uevent, "online@/devices/system/cpu/cpu%u%n", cpu, &end) == 1 &&
	       uevent[end] == '\0';
}

int hotplug__next(int fd, unsigned int *cpu)
{
	char message[4096];
	struct sockaddr_nl from;
	socklen_t from_len = sizeof(from);
	ssize_t len =
		recvfrom(fd, message, sizeof(message) - 1, 0, (struct sockaddr *)&from, &from_len);

	if (len < 0)
		return errno == ENOBUFS ? 0 : -errno;
	message[len] = '\0';
	/* Only the kernel has port 0: another process could send us anything. */
	return from.nl_pid == 0 && hotplug__parse(message, cpu);
}
