/* Just enough BER for programs that talk to each other: no field here is longer than 65,535 bytes. */
#ifndef BER_H
#define BER_H

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct span { const uint8_t *at; int length; };

/* Takes the next element off the front of `in`. Returns its tag, or -1 where there is none. */
static inline int ber_take(struct span *in, struct span *content)
{
    if (in->length < 2)
        return -1;
    int tag = in->at[0], length = in->at[1], header = 2;
    if (length >= 0x80) {
        int octets = length & 0x7F;
        if (octets > 2 || in->length < 2 + octets)
            return -1;
        length = 0;
        while (octets-- > 0)
            length = length << 8 | in->at[header++];
    }
    if (length > in->length - header)
        return -1;
    content->at = in->at + header;
    content->length = length;
    in->at += header + length;
    in->length -= header + length;
    return tag;
}

static inline int64_t ber_number(struct span content)
{
    int64_t value = content.length > 0 && content.at[0] >= 0x80 ? -1 : 0;
    for (int i = 0; i < content.length; i++)
        value = value << 8 | content.at[i];
    return value;
}

/* A message is put together from its last byte to its first, so that each length is known when it is written. */
struct writer { uint8_t bytes[8192]; int start; };

static inline void ber_begin(struct writer *out) { out->start = sizeof out->bytes; }

static inline int ber_length(const struct writer *out) { return (int)sizeof out->bytes - out->start; }

static inline void ber_raw(struct writer *out, const void *bytes, int length)
{
    out->start -= length;
    memcpy(out->bytes + out->start, bytes, (size_t)length);
}

static inline void ber_wrap(struct writer *out, int tag, int mark)
{
    int length = ber_length(out) - mark;
    if (length < 0x80) {
        ber_raw(out, (uint8_t[]){(uint8_t)tag, (uint8_t)length}, 2);
    } else {
        ber_raw(out, (uint8_t[]){(uint8_t)tag, 0x82, (uint8_t)(length >> 8), (uint8_t)length}, 4);
    }
}

static inline void ber_put_number(struct writer *out, int tag, int64_t value)
{
    int mark = ber_length(out);
    for (; value < -128 || value > 127; value >>= 8)
        ber_raw(out, (uint8_t[]){(uint8_t)value}, 1);
    ber_raw(out, (uint8_t[]){(uint8_t)value}, 1);
    ber_wrap(out, tag, mark);
}

/* The content of an object identifier that is written with dots; returns its length. */
static inline int ber_oid(const char *text, uint8_t *content)
{
    uint32_t part[64] = {0};
    int parts = 0, length = 0;
    for (char *rest = (char *)text; *rest && parts < 64;) {
        part[parts++] = (uint32_t)strtoul(rest, &rest, 10);
        rest += *rest == '.';
    }
    content[length++] = (uint8_t)(part[0] * 40 + part[1]);
    for (int i = 2; i < parts; i++)
        for (int shift = 28; shift >= 0; shift -= 7)
            if (part[i] >> shift != 0 || shift == 0)
                content[length++] = (uint8_t)((part[i] >> shift & 0x7F) | (shift ? 0x80 : 0));
    return length;
}

#endif
