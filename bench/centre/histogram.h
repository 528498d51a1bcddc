/* Latencies in bins of 10 microseconds, up to ten seconds. */
#ifndef HISTOGRAM_H
#define HISTOGRAM_H

#include <stdint.h>

enum { BINS = 1000000, BIN_NANOSECONDS = 10000 };

struct histogram { uint32_t bins[BINS]; uint64_t count; };

static inline void note_latency(struct histogram *h, uint64_t nanoseconds)
{
    uint64_t bin = nanoseconds / BIN_NANOSECONDS;
    h->bins[bin < BINS ? bin : BINS - 1]++;
    h->count++;
}

/* Milliseconds that a share of the latencies does not exceed; -1 when there is none. */
static inline double latency_at(const struct histogram *h, double share)
{
    uint64_t target = (uint64_t)(share * (double)h->count), seen = 0;
    if (h->count == 0)
        return -1;
    for (int bin = 0; bin < BINS; bin++)
        if ((seen += h->bins[bin]) > target || seen == h->count)
            return (bin + 1) * (BIN_NANOSECONDS / 1e6);
    return -1;
}

#endif
