/* What the simulated units and the pollers agree on: where they are, and the forty numbers of UPS-MIB (RFC 1628) that each has. */
#ifndef DEVICES_H
#define DEVICES_H

#include <arpa/inet.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

enum { PORT = 1161, OBJECTS = 40, OID_TEXT = 64 };

/* 127.0.1.1 and upwards, 254 to a network. */
static inline struct sockaddr_in device_address(int device)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(PORT)};
    address.sin_addr.s_addr = htonl(0x7F000101u + (uint32_t)device + (uint32_t)(device / 254) * 2);
    return address;
}

/* The identifiers of the forty objects, and a value for each. */
static inline void device_objects(char names[OBJECTS][OID_TEXT], int values[OBJECTS])
{
    static const char *root = "1.3.6.1.2.1.33.1";
    static const int battery[] = {2, 0, 42, 97, 2730, 0, 24};
    static const int input[] = {500, 230, 42, 911};
    static const int output[] = {230, 41, 901, 36};
    int n = 0;
#define PUT(value, ...) (snprintf(names[n], OID_TEXT, __VA_ARGS__), values[n++] = (value))
    for (int row = 1; row <= 7; row++)
        PUT(battery[row - 1], "%s.2.%d.0", root, row);
    PUT(3, "%s.3.1.0", root);
    PUT(3, "%s.3.2.0", root);
    for (int column = 2; column <= 5; column++)
        for (int line = 1; line <= 3; line++)
            PUT(input[column - 2], "%s.3.3.1.%d.%d", root, column, line);
    PUT(3, "%s.4.1.0", root);
    PUT(500, "%s.4.2.0", root);
    PUT(3, "%s.4.3.0", root);
    for (int column = 2; column <= 5; column++)
        for (int line = 1; line <= 3; line++)
            PUT(output[column - 2], "%s.4.4.1.%d.%d", root, column, line);
    PUT(500, "%s.5.1.0", root);
    PUT(3, "%s.5.2.0", root);
    PUT(0, "%s.6.1.0", root);
    PUT(230, "%s.9.1.0", root);
#undef PUT
}

static inline double seconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static inline double cpu_seconds(void)
{
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    return (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) + (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) * 1e-6;
}

/* One line of JSON, as every poller of this bench prints it. */
static inline void print_cost(uint64_t polls, uint64_t values, uint64_t failures, double seconds)
{
    printf("{\"polls\":%lu,\"values\":%lu,\"failures\":%lu,\"sec\":%.3f,\"polls_per_s\":%.0f,\"cpu_s\":%.3f,\"cpu_s_per_10k\":%.5f}\n",
           polls, values, failures, seconds, (double)polls / seconds, cpu_seconds(), cpu_seconds() / (double)values * 1e4);
}

#endif
