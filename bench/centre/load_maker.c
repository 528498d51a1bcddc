/* Plays many agents at once: publishes readings of their rooms by MQTT 5 with QoS 1 at a set rate, and tells what was acknowledged and how late it was itself.
 *
 * load_maker --port P [--site S] [--agents A] [--rooms R] [--connections N] [--window W] [--format senml|lines|object|collectd] [--pack 1|20]
 *            [--rate MESSAGES/S] [--count MESSAGES] [--seconds T] [--alarms PER_S] [--alarm-count N] [--alarm-packs P] [--births PER_S] [--ledger FILE] [--progress]
 *
 * Room r (from 0) belongs to agent r / R and is called rNNNNN; agent a is called agent-NNNN and publishes on connection a mod N, in its order.
 * Prints one JSON line at the end; with --progress also a line "at <s> values <n> acknowledged <n>" each second. */
#define _GNU_SOURCE
#include <getopt.h>
#include <sys/resource.h>
#include <time.h>

#include "histogram.h"
#include "mqtt.h"
#include "payloads.h"

enum { MOST_CONNECTIONS = 64, BIRTH_SIZE = 3 << 20, BURST = 500 };
static const double patience = 10; /* seconds for the last acknowledgements */

struct options {
    int port, agents, rooms, connections, window, pack, alarm_packs, has_progress;
    double rate, seconds, alarms, births;
    long count, alarm_count;
    const char *site, *ledger;
    enum format format;
};

/* What is known of a room: how many of its readings went out and came to be acknowledged, and its alarm. */
struct room { char name[16]; uint32_t sent, acknowledged, raised; int alarm_left; uint64_t last_ms; };

static struct options options = {.port = 1883, .agents = 10, .rooms = 10, .connections = 4, .window = 200, .pack = 20, .alarm_packs = 3, .seconds = 6, .site = "bench"};
static struct connection connections[MOST_CONNECTIONS];
static struct room *rooms;
static uint64_t *agent_packs;
static struct histogram latencies;
static uint64_t sent_messages, acknowledged, refused, raised, raised_now, last_acknowledgement;
static char boot[40];
static int epoll;

static uint64_t clock_ns(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

static void told(struct sent about, int reason)
{
    last_acknowledgement = clock_ns(CLOCK_MONOTONIC);
    note_latency(&latencies, last_acknowledgement - about.at);
    if (reason >= 0x80) {
        refused++;
        return;
    }
    acknowledged++;
    if (about.room != UINT32_MAX)
        rooms[about.room].acknowledged++;
}

static void wait_for_broker(int milliseconds)
{
    struct epoll_event events[MOST_CONNECTIONS];
    int count = epoll_wait(epoll, events, MOST_CONNECTIONS, milliseconds);
    for (int i = 0; i < count; i++) {
        if (events[i].events & EPOLLOUT)
            flush(events[i].data.ptr, epoll);
        if (events[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR))
            take_acknowledgements(events[i].data.ptr, told);
    }
}

static struct connection *connection_of(int agent) { return &connections[agent % options.connections]; }

/* An alarm goes to a room that had no more of them than the others, and stands for some of its packs. */
static int alarm_of(struct room *room, uint64_t room_count, double elapsed)
{
    if (room->alarm_left > 0)
        return --room->alarm_left > 0;
    int is_due = raised_now < (uint64_t)(elapsed * options.alarms) && (options.alarm_count == 0 || raised < (uint64_t)options.alarm_count);
    if (!is_due || room->raised * room_count > raised)
        return 0;
    room->raised++;
    raised++;
    raised_now++;
    room->alarm_left = options.alarm_packs;
    return 1;
}

/* Publishes the next message; 0 where its connection has too much on its way. */
static int publish_next(uint64_t room_count, double elapsed)
{
    static char payload[PAYLOAD_SIZE];
    uint64_t number = sent_messages % room_count, round = sent_messages / room_count;
    struct room *room = &rooms[number];
    int agent = (int)number / options.rooms;
    struct connection *c = connection_of(agent);
    if (!may_publish(c, PAYLOAD_SIZE))
        return 0;

    char name[16], topic[96], sequence[24];
    struct reading reading = {.site = options.site, .agent = name, .room = room->name, .count = options.pack};
    int parts = POINTS / options.pack;
    reading.first = (int)(round % (uint64_t)parts) * options.pack;
    reading.number = (int64_t)(round / (uint64_t)parts) + 1;
    /* The database keeps milliseconds: no two readings of a point may share one. */
    uint64_t now_us = clock_ns(CLOCK_REALTIME) / 1000;
    reading.microseconds = now_us / 1000 > room->last_ms ? now_us : (room->last_ms + 1) * 1000;
    room->last_ms = reading.microseconds / 1000;
    if (reading.first + reading.count == POINTS)
        reading.is_alarm = alarm_of(room, room_count, elapsed);

    snprintf(name, sizeof name, "agent-%04d", agent);
    snprintf(sequence, sizeof sequence, "%llu", (unsigned long long)++agent_packs[agent]);
    if (options.format == SENML)
        snprintf(topic, sizeof topic, "roomguard/1/%s/%s/live", options.site, name);
    else if (options.format == COLLECTD)
        snprintf(topic, sizeof topic, "collectd/%s/rg-p%02d/gauge-v", room->name, reading.first);
    else
        snprintf(topic, sizeof topic, "load/%s/%02d", room->name, reading.first);
    struct property properties[] = {{"boot", boot}, {"seq", sequence}, {"time", "synced"}, {NULL, NULL}};
    int length = write_payload(payload, &reading), is_senml = options.format == SENML;
    publish(c, topic, 0, is_senml ? "application/senml+json" : NULL, is_senml ? properties : NULL, payload, length,
            (struct sent){clock_ns(CLOCK_MONOTONIC), (uint32_t)number});
    room->sent++;
    sent_messages++;
    return 1;
}

static void flush_all(void)
{
    for (int i = 0; i < options.connections; i++)
        if (connections[i].out_end > 0 && !(connections[i].events & EPOLLOUT))
            flush(&connections[i], epoll);
}

static void wait_until_acknowledged(uint64_t until)
{
    for (;;) {
        int open = 0;
        flush_all();
        for (int i = 0; i < options.connections; i++)
            open += connections[i].unacknowledged;
        if (open == 0 || clock_ns(CLOCK_MONOTONIC) > until)
            return;
        wait_for_broker(5);
    }
}

static int write_birth(char *to, int agent)
{
    char *end = to + sprintf(to, "{\"agent\":\"agent-%04d\",\"software\":\"load_maker\",\"boot\":\"%s\",\"started\":\"2026-01-01T00:00:00Z\",\"points\":[", agent, boot);
    for (int r = agent * options.rooms; r < (agent + 1) * options.rooms; r++)
        for (int i = 0; i < POINTS; i++) {
            char equipment[NAME_SIZE];
            const char *signal = usual_points[i].signal, *unit = usual_points[i].unit;
            snprintf(equipment, sizeof equipment, "%s", usual_points[i].equipment);
            if (options.ledger && i != ALARM_POINT)
                ledger_point(i, equipment, &signal, &unit);
            end += sprintf(end, "%s{\"n\":\"%s/%s\",\"room\":\"%s\",\"equipment\":\"%s\",\"signal\":\"%s\",\"u\":\"%s\",\"period\":60,\"source\":\"load\"}",
                           end[-1] == '[' ? "" : ",", equipment, signal, rooms[r].name, equipment, signal, unit);
        }
    return (int)(end + sprintf(end, "]}") - to);
}

static void publish_births(void)
{
    char *birth = malloc(BIRTH_SIZE), topic[96];
    if ((long)options.rooms * POINTS * 180 > BIRTH_SIZE - 1024)
        give_up("too many rooms for one birth");
    uint64_t start = clock_ns(CLOCK_MONOTONIC);
    for (int agent = 0; agent < options.agents;) {
        double due = (double)(clock_ns(CLOCK_MONOTONIC) - start) * 1e-9 * options.births;
        struct connection *c = connection_of(agent);
        int length = write_birth(birth, agent);
        while (agent > due || !may_publish(c, length)) {
            flush_all();
            wait_for_broker(1);
            due = (double)(clock_ns(CLOCK_MONOTONIC) - start) * 1e-9 * options.births;
        }
        snprintf(topic, sizeof topic, "roomguard/1/%s/agent-%04d/birth", options.site, agent++);
        publish(c, topic, 1, "application/json", NULL, birth, length, (struct sent){clock_ns(CLOCK_MONOTONIC), UINT32_MAX});
    }
    wait_until_acknowledged(clock_ns(CLOCK_MONOTONIC) + (uint64_t)(patience * 1e9));
    free(birth);
}

/* Publishes until time or count is reached; returns how far behind its schedule it was at worst, in seconds. */
static double publish_load(uint64_t start)
{
    double behind = 0;
    uint64_t room_count = (uint64_t)options.agents * (uint64_t)options.rooms, next_line = start + 1000000000u, already = acknowledged;
    for (;;) {
        uint64_t now = clock_ns(CLOCK_MONOTONIC);
        double elapsed = (double)(now - start) * 1e-9;
        if (elapsed >= options.seconds || (options.count > 0 && sent_messages >= (uint64_t)options.count))
            return behind;
        uint64_t due = options.rate > 0 ? (uint64_t)(elapsed * options.rate) : UINT64_MAX;
        if (options.count > 0 && due > (uint64_t)options.count)
            due = (uint64_t)options.count;
        int burst = 0;
        while (sent_messages < due && burst < BURST && publish_next(room_count, elapsed))
            burst++;
        if (options.rate > 0 && (double)(due - sent_messages) / options.rate > behind)
            behind = (double)(due - sent_messages) / options.rate;
        flush_all();
        wait_for_broker(burst == BURST ? 0 : 1);
        if (options.has_progress && now >= next_line) {
            next_line += 1000000000u;
            printf("at %.1f values %llu acknowledged %llu\n", elapsed, (unsigned long long)sent_messages * (unsigned)options.pack,
                   (unsigned long long)(acknowledged - already) * (unsigned)options.pack);
            fflush(stdout);
        }
    }
}

static void write_ledger(void)
{
    FILE *file = fopen(options.ledger, "w");
    if (!file)
        give_up(options.ledger);
    for (int r = 0; r < options.agents * options.rooms; r++)
        fprintf(file, "%s %u %u %u\n", rooms[r].name, rooms[r].sent, rooms[r].acknowledged, rooms[r].raised);
    fclose(file);
}

static enum format read_format(const char *word)
{
    static const char *words[] = {"senml", "lines", "object", "collectd"};
    for (int i = 0; i < 4; i++)
        if (!strcmp(word, words[i]))
            return (enum format)i;
    give_up("no such format");
    return SENML;
}

static void read_options(int count, char **arguments)
{
    static const struct option names[] = {
        {"port", 1, 0, 'p'}, {"site", 1, 0, 's'}, {"agents", 1, 0, 'a'}, {"rooms", 1, 0, 'r'}, {"connections", 1, 0, 'c'}, {"window", 1, 0, 'w'},
        {"format", 1, 0, 'f'}, {"pack", 1, 0, 'k'}, {"rate", 1, 0, 'R'}, {"count", 1, 0, 'n'}, {"seconds", 1, 0, 't'}, {"alarms", 1, 0, 'A'},
        {"alarm-count", 1, 0, 'N'}, {"alarm-packs", 1, 0, 'P'}, {"births", 1, 0, 'b'}, {"ledger", 1, 0, 'l'}, {"progress", 0, 0, 'g'}, {0}};
    for (int option; (option = getopt_long(count, arguments, "", names, NULL)) != -1;)
        switch (option) {
        case 'p': options.port = atoi(optarg); break;
        case 's': options.site = optarg; break;
        case 'a': options.agents = atoi(optarg); break;
        case 'r': options.rooms = atoi(optarg); break;
        case 'c': options.connections = atoi(optarg); break;
        case 'w': options.window = atoi(optarg); break;
        case 'f': options.format = read_format(optarg); break;
        case 'k': options.pack = atoi(optarg); break;
        case 'R': options.rate = atof(optarg); break;
        case 'n': options.count = atol(optarg); break;
        case 't': options.seconds = atof(optarg); break;
        case 'A': options.alarms = atof(optarg); break;
        case 'N': options.alarm_count = atol(optarg); break;
        case 'P': options.alarm_packs = atoi(optarg); break;
        case 'b': options.births = atof(optarg); break;
        case 'l': options.ledger = optarg; break;
        case 'g': options.has_progress = 1; break;
        default: exit(64);
        }
    if ((options.pack != 1 && options.pack != POINTS) || options.agents < 1 || options.rooms < 1 || options.connections < 1 || options.connections > MOST_CONNECTIONS) {
        fprintf(stderr, "--pack is 1 or %d; --connections at most %d\n", POINTS, MOST_CONNECTIONS);
        exit(64);
    }
}

int main(int count, char **arguments)
{
    read_options(count, arguments);
    choose_format(options.format, options.ledger != NULL);
    snprintf(boot, sizeof boot, "%llx-%x", (unsigned long long)clock_ns(CLOCK_REALTIME), getpid());
    epoll = epoll_create1(0);
    rooms = calloc((size_t)options.agents * (size_t)options.rooms, sizeof *rooms);
    agent_packs = calloc((size_t)options.agents, sizeof *agent_packs);
    for (int r = 0; r < options.agents * options.rooms; r++)
        snprintf(rooms[r].name, sizeof rooms[r].name, "r%05d", r);
    for (int i = 0; i < options.connections; i++) {
        char client[64];
        snprintf(client, sizeof client, "load-%d-%d", getpid(), i);
        mqtt_connect(&connections[i], options.port, client, options.window);
        watch(&connections[i], epoll, EPOLLIN);
    }
    if (options.births > 0)
        publish_births();

    acknowledged = 0;
    memset(&latencies, 0, sizeof latencies);
    uint64_t start = clock_ns(CLOCK_MONOTONIC);
    last_acknowledgement = start;
    double behind = publish_load(start);
    wait_until_acknowledged(clock_ns(CLOCK_MONOTONIC) + (uint64_t)(patience * 1e9));
    if (options.ledger)
        write_ledger();
    double seconds = (double)(last_acknowledgement - start) * 1e-9;
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    printf("{\"sent\":%llu,\"acknowledged\":%llu,\"refused\":%llu,\"raised\":%llu,\"seconds\":%.3f,\"values_per_s\":%.1f,\"max_behind_s\":%.3f,"
           "\"p50_ms\":%.3f,\"p99_ms\":%.3f,\"max_ms\":%.3f,\"cpu_s\":%.3f}\n",
           (unsigned long long)sent_messages, (unsigned long long)acknowledged, (unsigned long long)refused, (unsigned long long)raised, seconds,
           (double)sent_messages * options.pack / seconds, behind, latency_at(&latencies, 0.5), latency_at(&latencies, 0.99), latency_at(&latencies, 1),
           (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) + (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) * 1e-6);
    return acknowledged + refused == sent_messages ? 0 : 2;
}
