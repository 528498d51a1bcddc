/* The least that carries values from a broker to InfluxDB: libmosquitto in, line protocol out by HTTP at 5,000 lines or 100 ms. No rules, no state, nothing kept
 * for a restart: messages are acknowledged to the broker when they are in memory. bare_bridge <broker's port> <InfluxDB's port> <database> <topic filter> */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <mosquitto.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { BATCH_LINES = 5000, BATCH_MILLISECONDS = 100, BUFFER_SIZE = 16 << 20 };

struct batch { char *text; int length, lines; };

static struct batch batches[2], *filling = &batches[0];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t is_full = PTHREAD_COND_INITIALIZER, is_taken = PTHREAD_COND_INITIALIZER;
static const char *database, *filter;
static int influx = -1, influx_port;

static void give_up(const char *what)
{
    perror(what);
    exit(1);
}

static void connect_influx(void)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)influx_port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int one = 1;
    influx = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(influx, (struct sockaddr *)&address, sizeof address))
        give_up("InfluxDB");
    setsockopt(influx, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
}

static void post(const struct batch *batch)
{
    char head[256], answer[4096];
    int length = snprintf(head, sizeof head, "POST /write?db=%s HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n", database, batch->length), got = 0;
    if (influx < 0)
        connect_influx();
    if (send(influx, head, (size_t)length, MSG_MORE) != length)
        give_up("InfluxDB");
    for (int sent = 0; sent < batch->length;) {
        ssize_t n = send(influx, batch->text + sent, (size_t)(batch->length - sent), MSG_NOSIGNAL);
        if (n <= 0)
            give_up("InfluxDB");
        sent += (int)n;
    }
    do {
        ssize_t n = recv(influx, answer + got, sizeof answer - 1 - (size_t)got, 0);
        if (n <= 0)
            give_up("InfluxDB");
        got += (int)n;
        answer[got] = 0;
    } while (!strstr(answer, "\r\n\r\n"));
    if (strncmp(answer + 9, "204", 3))
        fprintf(stderr, "%.300s\n", answer);
}

static void *post_all(void *unused)
{
    (void)unused;
    for (;;) {
        struct timespec until;
        clock_gettime(CLOCK_REALTIME, &until);
        until.tv_nsec += BATCH_MILLISECONDS * 1000000L;
        until.tv_sec += until.tv_nsec / 1000000000L;
        until.tv_nsec %= 1000000000L;
        pthread_mutex_lock(&lock);
        while (filling->lines < BATCH_LINES && pthread_cond_timedwait(&is_full, &lock, &until) == 0)
            ;
        struct batch *full = filling;
        filling = &batches[full == &batches[0]];
        pthread_cond_signal(&is_taken);
        pthread_mutex_unlock(&lock);
        if (full->length > 0)
            post(full);
        full->length = full->lines = 0;
    }
    return NULL;
}

static void take(struct mosquitto *client, void *unused, const struct mosquitto_message *message)
{
    (void)client;
    (void)unused;
    int lines = 1;
    const char *payload = message->payload;
    for (int i = 0; i < message->payloadlen; i++)
        lines += payload[i] == '\n';
    pthread_mutex_lock(&lock);
    while (filling->length + message->payloadlen + 1 > BUFFER_SIZE)
        pthread_cond_wait(&is_taken, &lock);
    memcpy(filling->text + filling->length, payload, (size_t)message->payloadlen);
    filling->length += message->payloadlen;
    filling->text[filling->length++] = '\n';
    filling->lines += lines;
    if (filling->lines >= BATCH_LINES)
        pthread_cond_signal(&is_full);
    pthread_mutex_unlock(&lock);
}

static void connected(struct mosquitto *client, void *unused, int result)
{
    (void)unused;
    if (result == 0)
        mosquitto_subscribe(client, NULL, filter, 1);
}

static void subscribed(struct mosquitto *client, void *unused, int id, int count, const int *granted)
{
    (void)client, (void)unused, (void)id, (void)count, (void)granted;
    puts("ready");
    fflush(stdout);
}

int main(int count, char **arguments)
{
    if (count < 5) {
        fprintf(stderr, "bare_bridge <broker's port> <InfluxDB's port> <database> <topic filter>\n");
        return 64;
    }
    influx_port = atoi(arguments[2]);
    database = arguments[3];
    filter = arguments[4];
    batches[0].text = malloc(BUFFER_SIZE);
    batches[1].text = malloc(BUFFER_SIZE);
    mosquitto_lib_init();
    struct mosquitto *client = mosquitto_new("bare-bridge", 1, NULL);
    mosquitto_message_callback_set(client, take);
    mosquitto_connect_callback_set(client, connected);
    mosquitto_subscribe_callback_set(client, subscribed);
    mosquitto_int_option(client, MOSQ_OPT_TCP_NODELAY, 1);
    pthread_t poster;
    pthread_create(&poster, NULL, post_all, NULL);
    if (mosquitto_connect(client, "127.0.0.1", atoi(arguments[1]), 60))
        give_up("the broker");
    return mosquitto_loop_forever(client, -1, 1);
}
