package io.ipvsoperator.agent.vrrp;

import io.ipvsoperator.agent.health.DurationHistogram;
import io.ipvsoperator.agent.health.Exposition;
import io.ipvsoperator.agent.health.Metered;
import io.ipvsoperator.agent.kernel.KernelException;
import io.ipvsoperator.wire.Reason;
import io.ipvsoperator.wire.vrrp.ChecksumForm;
import io.ipvsoperator.wire.vrrp.Remark;
import io.ipvsoperator.wire.vrrp.VrrpVersion;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** What the VRRP threads of this node have sent and heard. Written by them without locks, read by any thread. */
public final class VrrpCounters implements Metered {
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong sendFailures = new AtomicLong();
    private volatile Optional<KernelException> lastRefusal = Optional.empty();
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong leasesLost = new AtomicLong();
    private final AtomicLong transitions = new AtomicLong();
    private final Map<Reason, AtomicLong> rejected = counters(Reason.class);
    private final Map<Remark, AtomicLong> remarked = counters(Remark.class);
    private final Map<ChecksumForm, AtomicLong> checksums = counters(ChecksumForm.class);
    private final DurationHistogram lateness = new DurationHistogram(
            Duration.ofNanos(100_000),
            Duration.ofMillis(1),
            Duration.ofMillis(3),
            Duration.ofMillis(10),
            Duration.ofMillis(30),
            Duration.ofMillis(100),
            Duration.ofMillis(300),
            Duration.ofSeconds(1),
            Duration.ofSeconds(3));

    /** One counter for each constant: the map is complete and never changes, so any thread may look into it. */
    private static <E extends Enum<E>> Map<E, AtomicLong> counters(Class<E> kinds) {
        Map<E, AtomicLong> counters = new EnumMap<>(kinds);
        for (E kind : kinds.getEnumConstants()) {
            counters.put(kind, new AtomicLong());
        }
        return counters;
    }

    void sent() {
        sent.incrementAndGet();
    }

    void sendFailed(KernelException refused) {
        sendFailures.incrementAndGet();
        lastRefusal = Optional.of(refused);
    }

    /** @param version tells the form of checksum that the sender uses */
    void received(VrrpVersion version, Set<Remark> remarks) {
        received.incrementAndGet();
        if (version instanceof VrrpVersion.V3(ChecksumForm form)) {
            counter(checksums, form).incrementAndGet();
        }
        remarks.forEach(remark -> counter(remarked, remark).incrementAndGet());
    }

    void rejected(Reason reason) {
        counter(rejected, reason).incrementAndGet();
    }

    void leaseLost() {
        leasesLost.incrementAndGet();
    }

    void transition() {
        transitions.incrementAndGet();
    }

    void late(Duration by) {
        lateness.record(by);
    }

    public long sentCount() {
        return sent.get();
    }

    public long sendFailureCount() {
        return sendFailures.get();
    }

    /** The kernel's words when it last refused to send. */
    public Optional<KernelException> lastRefusal() {
        return lastRefusal;
    }

    public long receivedCount() {
        return received.get();
    }

    public long rejectedCount(Reason reason) {
        return counter(rejected, reason).get();
    }

    public long remarkedCount(Remark remark) {
        return counter(remarked, remark).get();
    }

    @Override
    public void writeTo(Exposition page) {
        page.metric("ipvs_agent_vrrp_advertisements_sent_total", "counter", "Advertisements sent.")
                .sample("ipvs_agent_vrrp_advertisements_sent_total", sent.get());
        page.metric("ipvs_agent_vrrp_send_failures_total", "counter", "Advertisements that the kernel refused.")
                .sample("ipvs_agent_vrrp_send_failures_total", sendFailures.get());
        writeReceived(page);
        page.metric("ipvs_agent_vrrp_transitions_total", "counter", "Changes of state of virtual routers.")
                .sample("ipvs_agent_vrrp_transitions_total", transitions.get());
        page.metric(
                        "ipvs_agent_vrrp_leases_lost_total",
                        "counter",
                        "Times a router woke too late to keep its addresses.")
                .sample("ipvs_agent_vrrp_leases_lost_total", leasesLost.get());
        page.metric("ipvs_agent_vrrp_lateness_seconds", "histogram", "How long after a deadline its thread woke up.");
        lateness.writeTo(page, "ipvs_agent_vrrp_lateness_seconds");
    }

    private void writeReceived(Exposition page) {
        page.metric("ipvs_agent_vrrp_advertisements_received_total", "counter", "Advertisements accepted.")
                .sample("ipvs_agent_vrrp_advertisements_received_total", received.get());
        page.metric("ipvs_agent_vrrp_rejected_total", "counter", "Packets of protocol 112 that were ignored.");
        rejected.forEach((reason, count) ->
                page.sample("ipvs_agent_vrrp_rejected_total", count.get(), "reason", reason.label()));
        page.metric("ipvs_agent_vrrp_remarks_total", "counter", "Advertisements accepted although something was odd.");
        remarked.forEach(
                (remark, count) -> page.sample("ipvs_agent_vrrp_remarks_total", count.get(), "remark", remark.label()));
        page.metric("ipvs_agent_vrrp_checksums_total", "counter", "Advertisements of version 3 by form of checksum.");
        checksums.forEach((form, count) -> page.sample(
                "ipvs_agent_vrrp_checksums_total",
                count.get(),
                "form",
                form.name().toLowerCase(Locale.ROOT)));
    }

    private static <E> AtomicLong counter(Map<E, AtomicLong> counters, E kind) {
        return Objects.requireNonNull(counters.get(kind));
    }
}
