// SPDX-License-Identifier: Apache-2.0
/*
 * Stands in for systemd in the guest: starts a program with a notify socket, takes its READY and WATCHDOG, kills it when a sign of life is missed, and starts it
 * again whenever it ended. What happens goes to a log: milliseconds of the guest, then what.
 *
 *     warden <log> <watchdog in ms> <program> [argument ...]
 */
#define _GNU_SOURCE
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static FILE *log_file;

static long long now(void)
{
	struct timespec at;

	clock_gettime(CLOCK_MONOTONIC, &at);
	return at.tv_sec * 1000LL + at.tv_nsec / 1000000;
}

static void tell(const char *format, ...)
{
	va_list values;

	fprintf(log_file, "%lld ", now());
	va_start(values, format);
	vfprintf(log_file, format, values);
	va_end(values);
	fputc('\n', log_file);
	fflush(log_file);
}

static pid_t start(long watchdog, char **words)
{
	char text[32];
	pid_t child = fork();

	if (child)
		return child;
	setenv("NOTIFY_SOCKET", "/run/notify", 1);
	snprintf(text, sizeof(text), "%ld", watchdog * 1000);
	setenv("WATCHDOG_USEC", text, 1);
	snprintf(text, sizeof(text), "%d", getpid());
	setenv("WATCHDOG_PID", text, 1);
	execv(words[0], words);
	_exit(127);
}

int main(int count, char **words)
{
	struct sockaddr_un at = { .sun_family = AF_UNIX, .sun_path = "/run/notify" };
	struct pollfd wait = { .events = POLLIN };
	long watchdog;

	if (count < 4 || !(log_file = fopen(words[1], "a")))
		return 64;
	watchdog = atol(words[2]);
	wait.fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	unlink(at.sun_path);
	if (bind(wait.fd, (struct sockaddr *)&at, sizeof(at)))
		return 71;
	for (;;) {
		pid_t child = start(watchdog, words + 3);
		long long alive = 0;
		int status;

		tell("started %d", child);
		while (waitpid(child, &status, WNOHANG) == 0) {
			char heard[4096], *line, *rest = heard;
			ssize_t length;

			if (poll(&wait, 1, 20) > 0 && (length = recv(wait.fd, heard, sizeof(heard) - 1, 0)) > 0) {
				heard[length] = 0;
				while ((line = strsep(&rest, "\n"))) {
					tell("%s", line);
					if (!strcmp(line, "READY=1") || (alive && !strcmp(line, "WATCHDOG=1")))
						alive = now();
				}
			}
			if (alive && now() - alive > watchdog) {
				tell("missed");
				/* SIGABRT as systemd, which waits before it goes further; a stopped program hears only SIGKILL. */
				kill(child, SIGABRT);
				usleep(200000);
				kill(child, SIGKILL);
				alive = 0;
			}
		}
		tell("ended %d", WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status));
	}
}
