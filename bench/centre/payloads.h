/* The twenty points of a room, and one reading of some of them in the form that a program under load understands. */
#ifndef PAYLOADS_H
#define PAYLOADS_H

#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { POINTS = 20, ALARM_POINT = POINTS - 1, RECORD_ROOM = 160, PAYLOAD_SIZE = 8192, NAME_SIZE = 64 };

/* How a value is written: RoomGuard's contract, a line of InfluxDB's protocol, one JSON object, or a plain "time:value". */
enum format { SENML, LINES, OBJECT, COLLECTD };

/* A value goes up and down by `swing` around `middle`, both in thousandths: inside its limits, by no more than its rules of change allow. */
struct point { const char *equipment, *signal, *unit; int32_t middle, swing; };

static const struct point usual_points[POINTS] = {
    {"probe-1", "env.temp", "Cel", 22500, 1200},
    {"probe-1", "env.rh", "%RH", 50000, 2500},
    {"probe-1", "env.dewpoint", "Cel", 11500, 900},
    {"probe-2", "env.temp", "Cel", 23000, 900},
    {"probe-2", "env.rh", "%RH", 49000, 2000},
    {"ups-1", "ups.load", "%", 41000, 9000},
    {"ups-1", "ups.battery.charge", "%", 99000, 1000},
    {"ups-1", "ups.battery.voltage", "V", 54200, 300},
    {"ups-1", "ups.battery.runtime", "s", 2700000, 90000},
    {"ups-1", "ups.temperature", "Cel", 28000, 800},
    {"ups-1", "ups.output.frequency", "Hz", 50000, 20},
    {"pdu-1", "pdu.current.l1", "A", 9000, 700},
    {"pdu-1", "pdu.current.l2", "A", 8600, 700},
    {"pdu-1", "pdu.power", "W", 4100000, 200000},
    {"gen-1", "gen.fuel.level", "%", 83000, 500},
    {"gen-1", "gen.battery.voltage", "V", 27300, 100},
    {"hvac-1", "hvac.supply_temp", "Cel", 15000, 900},
    {"hvac-1", "hvac.return_temp", "Cel", 24000, 900},
    {"feed-a", "feed.voltage", "V", 229000, 3000},
    {"panel-1", "fire.supp_discharged", "", 0, 0},
};

/* One reading of a room: points from `first`, all of one moment. */
struct reading {
    const char *site, *agent, *room;
    int first, count, is_alarm;
    int64_t number;       /* which reading of these points this is, from 1 */
    uint64_t microseconds; /* since 1970 */
};

/* In a ledger every value is the number of its reading, so that a missing, doubled or changed one is seen; only the alarm's point stays what it is. */
static inline void ledger_point(int point, char equipment[NAME_SIZE], const char **signal, const char **unit)
{
    snprintf(equipment, NAME_SIZE, "pdu-%02d", point + 1);
    *signal = "pdu.energy";
    *unit = "kWh";
}

static inline int64_t thousandths(const struct point *point, int index, int64_t number)
{
    int64_t phase = (number * 7 + index * 37) % 400;
    return point->middle + point->swing * ((phase < 200 ? phase : 400 - phase) - 100) / 100;
}

static inline char *put(char *to, const char *text, size_t length)
{
    memcpy(to, text, length);
    return to + length;
}

static inline char *put_digits(char *to, uint64_t number, int least)
{
    char digits[20];
    int count = 0;
    for (; number > 0 || count < least; number /= 10)
        digits[count++] = (char)('0' + number % 10);
    while (count > 0)
        *to++ = digits[--count];
    return to;
}

static inline char *put_thousandths(char *to, int64_t value)
{
    to = put_digits(to, (uint64_t)value / 1000, 1);
    *to++ = '.';
    return put_digits(to, (uint64_t)value % 1000, 3);
}

/* What stands before and after each point's value, made once. */
struct template { char before[RECORD_ROOM]; int before_length; };

static struct template templates[POINTS];
static enum format chosen;
static int is_ledger;

static inline void choose_format(enum format format, int ledger)
{
    chosen = format;
    is_ledger = ledger;
    for (int i = 0; i < POINTS; i++) {
        char equipment[NAME_SIZE];
        const char *signal = usual_points[i].signal, *unit = usual_points[i].unit;
        snprintf(equipment, sizeof equipment, "%s", usual_points[i].equipment);
        if (ledger && i != ALARM_POINT)
            ledger_point(i, equipment, &signal, &unit);
        char *to = templates[i].before;
        templates[i].before_length = format == SENML && i == ALARM_POINT ? snprintf(to, RECORD_ROOM, "\"n\":\"%s/%s\",\"vb\":", equipment, signal)
            : format == SENML ? snprintf(to, RECORD_ROOM, "\"n\":\"%s/%s\",\"u\":\"%s\",\"v\":", equipment, signal, unit)
            : format == OBJECT ? snprintf(to, RECORD_ROOM, "\"%s/%s\":", equipment, signal)
            : snprintf(to, RECORD_ROOM, ",equipment=%s v=", equipment);
    }
}

static inline char *put_value(char *to, const struct reading *reading, int point)
{
    if (point == ALARM_POINT)
        return chosen == SENML ? put(to, reading->is_alarm ? "true" : "false", reading->is_alarm ? 4 : 5) : put(to, reading->is_alarm ? "1" : "0", 1);
    return is_ledger ? put_digits(to, (uint64_t)reading->number, 1) : put_thousandths(to, thousandths(&usual_points[point], point, reading->number));
}

/* Writes the reading; returns its length. */
static inline int write_payload(char *payload, const struct reading *reading)
{
    char *to = payload;
    uint64_t at = reading->microseconds;
    if (chosen == COLLECTD) {
        to = put_digits(to, at / 1000000, 1);
        *to++ = '.';
        to = put(put_digits(to, at % 1000000, 6), ":", 1);
        to = put_value(to, reading, reading->first);
        *to++ = 0; /* its parser wants a text that ends */
        return (int)(to - payload);
    }
    if (chosen == OBJECT)
        to += sprintf(to, "{\"room\":\"%s\",\"t\":\"%llu000\",\"r\":{", reading->room, (unsigned long long)at);
    if (chosen == SENML)
        to += sprintf(to, "[{\"bn\":\"%s/%s/\",\"bt\":%llu.%06llu,", reading->site, reading->room, (unsigned long long)(at / 1000000), (unsigned long long)(at % 1000000));
    for (int i = reading->first; i < reading->first + reading->count; i++) {
        if (i > reading->first)
            to = chosen == SENML ? put(to, "},{", 3) : put(to, chosen == LINES ? "\n" : ",", 1);
        if (chosen == LINES)
            to += sprintf(to, "%s,site=%s,room=%s,agent=%s", usual_points[i].signal, reading->site, reading->room, reading->agent);
        to = put(to, templates[i].before, (size_t)templates[i].before_length);
        to = put_value(to, reading, i);
        if (chosen == LINES)
            to = put(put_digits(put(to, " ", 1), at, 1), "000", 3);
    }
    if (chosen != LINES)
        to = put(to, chosen == SENML ? "}]" : "}}", 2);
    return (int)(to - payload);
}

#endif
