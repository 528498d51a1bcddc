/* What one thread can do with a socket and nothing else: one GET of 40 objects on its way to each unit, every number of the answers read. raw_poller <units> <seconds> */
#define _GNU_SOURCE
#include "ber.h"
#include "devices.h"

#include <poll.h>
#include <sys/socket.h>

static uint8_t request[2048];
static int request_length, id_at;

static void make_request(void)
{
    char names[OBJECTS][OID_TEXT];
    int values[OBJECTS];
    struct writer out;
    device_objects(names, values);
    ber_begin(&out);
    for (int i = OBJECTS - 1; i >= 0; i--) {
        uint8_t oid[64];
        int mark = ber_length(&out);
        ber_raw(&out, "\5\0", 2);
        int inner = ber_length(&out);
        ber_raw(&out, oid, ber_oid(names[i], oid));
        ber_wrap(&out, 6, inner);
        ber_wrap(&out, 0x30, mark);
    }
    ber_wrap(&out, 0x30, 0);
    ber_put_number(&out, 2, 0);
    ber_put_number(&out, 2, 0);
    int after_id = ber_length(&out);
    ber_put_number(&out, 2, 0x7F000000);
    ber_wrap(&out, 0xA0, 0);
    ber_raw(&out, "\4\6public", 8);
    ber_put_number(&out, 2, 1);
    ber_wrap(&out, 0x30, 0);
    request_length = ber_length(&out);
    memcpy(request, out.bytes + out.start, (size_t)request_length);
    id_at = request_length - after_id - 4;
}

/* The unit's number travels in the request-id, which comes back. */
static void ask(int socket, int unit, const struct sockaddr_in *to)
{
    request[id_at + 2] = (uint8_t)(unit >> 8);
    request[id_at + 3] = (uint8_t)unit;
    sendto(socket, request, (size_t)request_length, 0, (const void *)to, sizeof *to);
}

static int read_answer(struct span datagram, int64_t *sum, uint64_t *values)
{
    struct span message = {0}, field = {0}, pdu = {0}, id = {0}, list = {0}, varbind = {0}, value = {0};
    ber_take(&datagram, &message);
    ber_take(&message, &field);
    ber_take(&message, &field);
    if (ber_take(&message, &pdu) != 0xA2 || ber_take(&pdu, &id) != 2)
        return -1;
    ber_take(&pdu, &field);
    ber_take(&pdu, &field);
    ber_take(&pdu, &list);
    while (ber_take(&list, &varbind) == 0x30 && ber_take(&varbind, &field) == 6 && ber_take(&varbind, &value) == 2) {
        *sum += ber_number(value);
        (*values)++;
    }
    return (int)(ber_number(id) & 0xFFFF);
}

int main(int count, char **arguments)
{
    int units = count > 1 ? atoi(arguments[1]) : 50, size = 4 << 20;
    double time = count > 2 ? atof(arguments[2]) : 5;
    int talker = socket(AF_INET, SOCK_DGRAM, 0);
    struct sockaddr_in *to = calloc((size_t)units, sizeof *to);
    uint64_t polls = 0, values = 0;
    int64_t sum = 0;
    uint8_t datagram[4096];
    setsockopt(talker, SOL_SOCKET, SO_RCVBUF, &size, sizeof size);
    make_request();
    double started = seconds_now();
    for (int unit = 0; unit < units; unit++) {
        to[unit] = device_address(unit);
        ask(talker, unit, &to[unit]);
    }
    while (seconds_now() - started < time) {
        if (poll(&(struct pollfd){.fd = talker, .events = POLLIN}, 1, 200) <= 0)
            return 1;
        for (int length; (length = (int)recv(talker, datagram, sizeof datagram, MSG_DONTWAIT)) >= 0;) {
            int unit = read_answer((struct span){datagram, length}, &sum, &values);
            polls++;
            if (unit >= 0 && unit < units)
                ask(talker, unit, &to[unit]);
            if (seconds_now() - started >= time)
                break;
        }
    }
    print_cost(polls, values, sum == 0, seconds_now() - started);
    return 0;
}
