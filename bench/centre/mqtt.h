/* As much of MQTT 5 as a publisher of QoS 1 needs: connect, publish, count what is acknowledged. One thread, sockets that do not block. */
#ifndef MQTT_H
#define MQTT_H

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { OUT_SIZE = 4 << 20, IN_SIZE = 1 << 16, PACKET_IDS = 1 << 16, HEADER_ROOM = 512 };

struct property { const char *name, *value; };

/* What was sent under one packet id. */
struct sent { uint64_t at; uint32_t room; };

struct connection {
    int socket, events;
    uint8_t *out;
    int out_start, out_end;
    uint8_t in[IN_SIZE];
    int in_length;
    uint16_t last_id;
    int window, unacknowledged;
    struct sent *sent;
};

static inline void give_up(const char *what)
{
    fprintf(stderr, "%s: %s\n", what, errno ? strerror(errno) : "not as expected");
    exit(1);
}

static inline uint8_t *put_text(uint8_t *to, const char *text)
{
    size_t length = strlen(text);
    *to++ = (uint8_t)(length >> 8);
    *to++ = (uint8_t)length;
    memcpy(to, text, length);
    return to + length;
}

/* A length of one to four bytes, seven bits each. */
static inline uint8_t *put_length(uint8_t *to, uint32_t length)
{
    do {
        *to++ = (uint8_t)((length & 0x7F) | (length > 0x7F ? 0x80 : 0));
        length >>= 7;
    } while (length > 0);
    return to;
}

/* Returns the first byte after the length, or NULL where it is not all there yet. */
static inline const uint8_t *take_length(const uint8_t *from, const uint8_t *end, uint32_t *length)
{
    *length = 0;
    for (int shift = 0; from < end && shift < 28; shift += 7) {
        *length |= (uint32_t)(*from & 0x7F) << shift;
        if (!(*from++ & 0x80))
            return from;
    }
    return NULL;
}

static inline void receive_all(int socket, uint8_t *to, int length)
{
    for (int got = 0; got < length;) {
        ssize_t n = recv(socket, to + got, (size_t)(length - got), 0);
        if (n <= 0)
            give_up("the broker ended the connection");
        got += (int)n;
    }
}

/* Reads the CONNACK and returns the broker's receive maximum: what may be on its way without an acknowledgement. */
static inline int take_connack(int socket)
{
    uint8_t packet[2 + 127];
    receive_all(socket, packet, 2);
    if (packet[0] != 0x20 || packet[1] > 127)
        give_up("no CONNACK");
    receive_all(socket, packet + 2, packet[1]);
    if (packet[3] != 0) {
        fprintf(stderr, "the broker refused the connection with reason %d\n", packet[3]);
        exit(1);
    }
    const uint8_t *at = packet + 5, *end = packet + 2 + packet[1];
    while (at < end)
        switch (*at++) {
        case 0x21: return at[0] << 8 | at[1];
        case 0x11: case 0x27: at += 4; break;
        case 0x22: case 0x13: at += 2; break;
        case 0x24: case 0x25: case 0x28: case 0x29: case 0x2A: at += 1; break;
        case 0x12: case 0x1F: case 0x1A: case 0x1C: case 0x15: case 0x16: at += 2 + (at[0] << 8 | at[1]); break;
        default: return 65535; /* A property this program does not know: nothing after it can be read. */
        }
    return 65535;
}

static inline void mqtt_connect(struct connection *c, int port, const char *client, int window)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int one = 1;
    c->socket = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(c->socket, (struct sockaddr *)&address, sizeof address))
        give_up("connect");
    setsockopt(c->socket, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);

    uint8_t body[256], packet[260], *end = put_text(body, "MQTT");
    memcpy(end, (uint8_t[]){5, 0x02 /* clean start */, 0, 0 /* no keep-alive */, 0 /* no properties */}, 5);
    end = put_text(end + 5, client);
    packet[0] = 0x10;
    uint8_t *content = put_length(packet + 1, (uint32_t)(end - body));
    memcpy(content, body, (size_t)(end - body));
    if (send(c->socket, packet, (size_t)(content + (end - body) - packet), 0) < 0)
        give_up("send");
    int most = take_connack(c->socket);
    c->window = window < most ? window : most;
    c->out = malloc(OUT_SIZE);
    c->sent = calloc(PACKET_IDS, sizeof *c->sent);
    fcntl(c->socket, F_SETFL, O_NONBLOCK);
}

static inline void watch(struct connection *c, int epoll, int events)
{
    if (c->events == events)
        return;
    struct epoll_event event = {.events = (uint32_t)events, .data.ptr = c};
    epoll_ctl(epoll, c->events ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, c->socket, &event);
    c->events = events;
}

static inline void flush(struct connection *c, int epoll)
{
    while (c->out_start < c->out_end) {
        ssize_t n = send(c->socket, c->out + c->out_start, (size_t)(c->out_end - c->out_start), MSG_NOSIGNAL);
        if (n < 0 && errno == EAGAIN)
            break;
        if (n < 0)
            give_up("send");
        c->out_start += (int)n;
    }
    if (c->out_start == c->out_end)
        c->out_start = c->out_end = 0;
    watch(c, epoll, c->out_end ? EPOLLIN | EPOLLOUT : EPOLLIN);
}

static inline int may_publish(const struct connection *c, int payload)
{
    return c->unacknowledged < c->window && c->out_end + payload + HEADER_ROOM < OUT_SIZE;
}

/* Queues a PUBLISH of QoS 1; properties end with one that has no name. What it is about is kept until its acknowledgement. */
static inline void publish(struct connection *c, const char *topic, int is_retained, const char *content_type, const struct property *properties,
                           const void *payload, int length, struct sent about)
{
    uint8_t list[HEADER_ROOM - 128], *end = list;
    if (content_type) {
        *end++ = 0x03;
        end = put_text(end, content_type);
    }
    for (; properties && properties->name; properties++) {
        *end++ = 0x26;
        end = put_text(put_text(end, properties->name), properties->value);
    }
    uint32_t listed = (uint32_t)(end - list);
    if (++c->last_id == 0)
        c->last_id = 1;
    c->sent[c->last_id] = about;
    c->unacknowledged++;

    uint8_t *to = c->out + c->out_end;
    *to++ = (uint8_t)(0x32 | is_retained);
    to = put_length(to, (uint32_t)(2 + strlen(topic) + 2 + (listed > 0x7F ? 2 : 1) + listed + (uint32_t)length));
    to = put_text(to, topic);
    *to++ = (uint8_t)(c->last_id >> 8);
    *to++ = (uint8_t)c->last_id;
    to = put_length(to, listed);
    memcpy(to, list, listed);
    memcpy(to + listed, payload, (size_t)length);
    c->out_end = (int)(to + listed + length - c->out);
}

/* Reads what has come and tells each acknowledgement: what it is about, and the reason (from 0x80 upwards a refusal). */
static inline void take_acknowledgements(struct connection *c, void (*told)(struct sent about, int reason))
{
    ssize_t n = recv(c->socket, c->in + c->in_length, (size_t)(IN_SIZE - c->in_length), 0);
    if (n == 0 || (n < 0 && errno != EAGAIN))
        give_up("the broker ended the connection");
    if (n < 0)
        return;
    c->in_length += (int)n;
    const uint8_t *at = c->in, *end = c->in + c->in_length, *body;
    uint32_t length;
    while (at + 2 <= end && (body = take_length(at + 1, end, &length)) != NULL && body + length <= end) {
        if (*at >> 4 == 4) {
            c->unacknowledged--;
            told(c->sent[body[0] << 8 | body[1]], length > 2 ? body[2] : 0);
        } else if (*at >> 4 == 14) {
            fprintf(stderr, "the broker ended the connection with reason %d\n", length > 0 ? body[0] : 0);
            exit(1);
        }
        at = body + length;
    }
    c->in_length = (int)(end - at);
    memmove(c->in, at, (size_t)c->in_length);
}

#endif
