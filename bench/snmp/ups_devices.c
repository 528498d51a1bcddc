/*
 * Simulates UPS units fast enough not to be what is measured: SNMP v1 and v2c, GET, GETNEXT and GETBULK, one address for each unit.
 *   ups_devices <units> [milliseconds before each answer]
 * Prints "ready" and serves until it is killed. On SIGUSR1 it prints how many objects it has given so far.
 */
#define _GNU_SOURCE
#include "ber.h"
#include "devices.h"

#include <errno.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { GET = 0xA0, GETNEXT = 0xA1, RESPONSE = 0xA2, GETBULK = 0xA5, MOST_VARBINDS = 128, REQUEST_BYTES = 4096, LONGEST_ANSWER = 1400, WAITING = 8192 };

struct object { uint8_t oid[64], value[64]; int oid_length, value_length; };
struct late { double due; int socket, length; struct sockaddr_in to; uint8_t bytes[1536]; };

static struct object tree[OBJECTS + 8];
static int objects;
static uint64_t given;
static volatile sig_atomic_t asked_for_count;
static struct late queue[WAITING];
static int queue_first, queue_end;

static void on_usr1(int signal) { (void)signal; asked_for_count = 1; }

/* Order of a walk: by sub-identifiers, not by bytes. */
static int compare(struct span a, struct span b)
{
    for (int i = 0, j = 0;;) {
        if (i == a.length || j == b.length)
            return i < a.length ? 1 : j < b.length ? -1 : 0;
        uint32_t x = 0, y = 0;
        do { x = x << 7 | (a.at[i] & 0x7F); } while (a.at[i++] & 0x80 && i < a.length);
        do { y = y << 7 | (b.at[j] & 0x7F); } while (b.at[j++] & 0x80 && j < b.length);
        if (x != y)
            return x < y ? -1 : 1;
    }
}

static struct span oid_of(const struct object *object) { return (struct span){object->oid, object->oid_length}; }

static int by_oid(const void *a, const void *b) { return compare(oid_of(a), oid_of(b)); }

/* The first object that is not before `oid`, or that is after it. */
static int seek(struct span oid, int after)
{
    int low = 0, high = objects;
    while (low < high) {
        int middle = (low + high) / 2;
        if (compare(oid_of(&tree[middle]), oid) < (after ? 1 : 0))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void plant(const char *oid, int tag, const void *content, int length)
{
    struct object *object = &tree[objects++];
    object->oid_length = ber_oid(oid, object->oid);
    object->value[0] = (uint8_t)tag;
    object->value[1] = (uint8_t)length;
    memcpy(object->value + 2, content, (size_t)length);
    object->value_length = length + 2;
}

static void plant_tree(void)
{
    char names[OBJECTS][OID_TEXT];
    int values[OBJECTS];
    uint8_t ups_mib[16];
    device_objects(names, values);
    for (int i = 0; i < OBJECTS; i++) {
        struct writer number;
        ber_begin(&number);
        ber_put_number(&number, 2, values[i]);
        plant(names[i], 2, number.bytes + number.start + 2, ber_length(&number) - 2);
    }
    plant("1.3.6.1.2.1.1.1.0", 4, "Simulated UPS", 13);
    plant("1.3.6.1.2.1.1.2.0", 6, ups_mib, ber_oid("1.3.6.1.2.1.33", ups_mib));
    plant("1.3.6.1.2.1.1.3.0", 0x43, "\1\342\100", 3);
    qsort(tree, (size_t)objects, sizeof *tree, by_oid);
}

/* One varbind of the answer: what the unit has, or an exception value. */
struct answer { struct span oid, value; };

static struct answer at(int index, struct span asked, int exception)
{
    static const uint8_t exceptions[][2] = {{0x81, 0}, {0x82, 0}};
    if (index < objects && (exception == 1 || compare(oid_of(&tree[index]), asked) == 0)) {
        given++;
        return (struct answer){oid_of(&tree[index]), {tree[index].value, tree[index].value_length}};
    }
    return (struct answer){asked, {exceptions[exception], 2}};
}

static int answer_all(int kind, const struct span *asked, int count, int repetitions, struct answer *answers)
{
    int answered = 0, size = 0;
    if (kind != GETBULK) {
        for (; answered < count; answered++)
            answers[answered] = at(seek(asked[answered], kind == GETNEXT), asked[answered], kind == GETNEXT);
        return answered;
    }
    int next[MOST_VARBINDS];
    for (int i = 0; i < count; i++)
        next[i] = seek(asked[i], 1);
    for (int row = 0; row < repetitions; row++)
        for (int i = 0; i < count; i++) {
            if (answered == MOST_VARBINDS || size > LONGEST_ANSWER)
                return answered;
            answers[answered] = at(next[i], oid_of(&tree[objects - 1]), 1);
            size += answers[answered].oid.length + answers[answered].value.length + 4;
            answered++;
            next[i]++;
        }
    return answered;
}

/* Puts the answer to a request together. Returns 0 for what is no request. */
static int respond(struct span request, struct writer *out)
{
    struct span message = {0}, version = {0}, community = {0}, pdu = {0}, id = {0}, first = {0}, second = {0}, list = {0}, varbind = {0}, asked[MOST_VARBINDS];
    struct answer answers[MOST_VARBINDS];
    int kind, count = 0;
    if (ber_take(&request, &message) != 0x30)
        return 0;
    const uint8_t *head = message.at;
    if (ber_take(&message, &version) != 2 || ber_number(version) > 1 || ber_take(&message, &community) != 4)
        return 0;
    int head_length = (int)(message.at - head);
    kind = ber_take(&message, &pdu);
    if ((kind != GET && kind != GETNEXT && kind != GETBULK) || ber_take(&pdu, &id) != 2 || ber_take(&pdu, &first) != 2 || ber_take(&pdu, &second) != 2 || ber_take(&pdu, &list) != 0x30)
        return 0;
    while (list.length > 0 && count < MOST_VARBINDS)
        if (ber_take(&list, &varbind) != 0x30 || ber_take(&varbind, &asked[count++]) != 6)
            return 0;
    int answered = answer_all(kind, asked, count, (int)ber_number(second), answers);
    ber_begin(out);
    for (int i = answered - 1; i >= 0; i--) {
        int mark = ber_length(out);
        ber_raw(out, answers[i].value.at, answers[i].value.length);
        int inner = ber_length(out);
        ber_raw(out, answers[i].oid.at, answers[i].oid.length);
        ber_wrap(out, 6, inner);
        ber_wrap(out, 0x30, mark);
    }
    ber_wrap(out, 0x30, 0);
    ber_put_number(out, 2, 0);
    ber_put_number(out, 2, 0);
    ber_put_number(out, 2, ber_number(id));
    ber_wrap(out, RESPONSE, 0);
    ber_raw(out, head, head_length);
    ber_wrap(out, 0x30, 0);
    return ber_length(out);
}

static void send_late(void)
{
    for (double now = seconds_now(); queue_first != queue_end && queue[queue_first].due <= now; queue_first = (queue_first + 1) % WAITING)
        sendto(queue[queue_first].socket, queue[queue_first].bytes, (size_t)queue[queue_first].length, 0, (void *)&queue[queue_first].to, sizeof queue[queue_first].to);
}

static void serve(int socket, double delay)
{
    uint8_t request[REQUEST_BYTES];
    struct writer out;
    for (int i = 0; i < 16; i++) {
        struct sockaddr_in from;
        socklen_t from_length = sizeof from;
        int length = (int)recvfrom(socket, request, sizeof request, MSG_DONTWAIT, (void *)&from, &from_length);
        if (length < 0)
            return;
        length = respond((struct span){request, length}, &out);
        if (length > 0 && delay == 0) {
            sendto(socket, out.bytes + out.start, (size_t)length, 0, (void *)&from, from_length);
        } else if (length > 0 && length <= (int)sizeof queue->bytes) {
            struct late *late = &queue[queue_end];
            *late = (struct late){.due = seconds_now() + delay, .socket = socket, .length = length, .to = from};
            memcpy(late->bytes, out.bytes + out.start, (size_t)length);
            queue_end = (queue_end + 1) % WAITING;
        }
    }
}

int main(int count, char **arguments)
{
    int units = count > 1 ? atoi(arguments[1]) : 50;
    double delay = count > 2 ? atof(arguments[2]) / 1000 : 0;
    int wakeups = epoll_create1(0);
    signal(SIGUSR1, on_usr1);
    plant_tree();
    for (int unit = 0; unit < units; unit++) {
        int listener = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0);
        struct sockaddr_in address = device_address(unit);
        if (bind(listener, (void *)&address, sizeof address) != 0) {
            perror("bind");
            return 1;
        }
        epoll_ctl(wakeups, EPOLL_CTL_ADD, listener, &(struct epoll_event){.events = EPOLLIN, .data.fd = listener});
    }
    puts("ready");
    fflush(stdout);
    for (struct epoll_event events[256];;) {
        double wait = queue_first == queue_end ? 1 : queue[queue_first].due - seconds_now();
        int ready = epoll_wait(wakeups, events, 256, wait <= 0 ? 0 : (int)(wait * 1000 + 0.999));
        for (int i = 0; i < ready; i++)
            serve(events[i].data.fd, delay);
        send_late();
        if (asked_for_count) {
            asked_for_count = 0;
            printf("%lu\n", given);
            fflush(stdout);
        }
    }
}
