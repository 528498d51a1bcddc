/* Net-SNMP's own library, used asynchronously as its documentation shows: a session for each unit, one GET of 40 objects on its way to each. libsnmp_poller <units> <seconds> */
#include <net-snmp/net-snmp-config.h>
#include <net-snmp/net-snmp-includes.h>

#include "devices.h"

static oid names[OBJECTS][MAX_OID_LEN];
static size_t name_lengths[OBJECTS];
static uint64_t polls, values, failures;
static int64_t sum;
static double end;

static void ask(netsnmp_session *session)
{
    netsnmp_pdu *request = snmp_pdu_create(SNMP_MSG_GET);
    for (int i = 0; i < OBJECTS; i++)
        snmp_add_null_var(request, names[i], name_lengths[i]);
    if (!snmp_send(session, request))
        snmp_free_pdu(request);
}

static int answered(int operation, netsnmp_session *session, int id, netsnmp_pdu *answer, void *context)
{
    (void)id;
    (void)context;
    if (operation == NETSNMP_CALLBACK_OP_RECEIVED_MESSAGE) {
        polls++;
        for (netsnmp_variable_list *variable = answer->variables; variable; variable = variable->next_variable)
            if (variable->type == ASN_INTEGER) {
                sum += *variable->val.integer;
                values++;
            }
    } else {
        failures++;
    }
    if (seconds_now() < end)
        ask(session);
    return 1;
}

static netsnmp_session *open_session(int unit)
{
    struct sockaddr_in address = device_address(unit);
    char name[64];
    netsnmp_session session;
    snmp_sess_init(&session);
    snprintf(name, sizeof name, "%s:%d", inet_ntoa(address.sin_addr), PORT);
    session.version = SNMP_VERSION_2c;
    session.peername = name;
    session.community = (u_char *)"public";
    session.community_len = 6;
    session.callback = answered;
    session.timeout = 1000000;
    return snmp_open(&session);
}

int main(int count, char **arguments)
{
    int units = count > 1 ? atoi(arguments[1]) : 50;
    double time = count > 2 ? atof(arguments[2]) : 5;
    char texts[OBJECTS][OID_TEXT];
    int unused[OBJECTS];
    setenv("MIBS", "", 1);
    init_snmp("bench");
    device_objects(texts, unused);
    for (int i = 0; i < OBJECTS; i++) {
        name_lengths[i] = MAX_OID_LEN;
        read_objid(texts[i], names[i], &name_lengths[i]);
    }
    netsnmp_session **sessions = calloc((size_t)units, sizeof *sessions);
    for (int unit = 0; unit < units; unit++)
        if (!(sessions[unit] = open_session(unit)))
            return 1;
    double started = seconds_now();
    end = started + time;
    for (int unit = 0; unit < units; unit++)
        ask(sessions[unit]);
    while (seconds_now() < end) {
        int sockets = 0, block = 0;
        struct timeval wait = {0, 100000};
        fd_set readable;
        FD_ZERO(&readable);
        snmp_select_info(&sockets, &readable, &wait, &block);
        int ready = select(sockets, &readable, NULL, NULL, &wait);
        if (ready > 0)
            snmp_read(&readable);
        else if (ready == 0)
            snmp_timeout();
    }
    print_cost(polls, values, failures + (sum == 0), seconds_now() - started);
    return 0;
}
