package io.ipvsoperator.vrrp;

import static io.ipvsoperator.vrrp.Example.NOW;
import static io.ipvsoperator.vrrp.Example.SECOND;
import static io.ipvsoperator.vrrp.Example.SELF;
import static io.ipvsoperator.vrrp.Example.heard;
import static io.ipvsoperator.vrrp.Example.in;
import static io.ipvsoperator.vrrp.VrrpMatrixTest.Happening.EMPTIED;
import static io.ipvsoperator.vrrp.VrrpMatrixTest.Happening.EQUAL_FROM_HIGHER_ADDRESS;
import static io.ipvsoperator.vrrp.VrrpMatrixTest.Happening.EQUAL_FROM_LOWER_ADDRESS;
import static io.ipvsoperator.vrrp.VrrpMatrixTest.Happening.HIGHER;
import static io.ipvsoperator.vrrp.VrrpMatrixTest.Happening.LEASE_LOST;
import static io.ipvsoperator.vrrp.VrrpMatrixTest.Happening.LINK_LOST;
import static io.ipvsoperator.vrrp.VrrpMatrixTest.Happening.LINK_RESTORED;
import static io.ipvsoperator.vrrp.VrrpMatrixTest.Happening.LOWER;
import static io.ipvsoperator.vrrp.VrrpMatrixTest.Happening.RAISED;
import static io.ipvsoperator.vrrp.VrrpMatrixTest.Happening.READDRESSED;
import static io.ipvsoperator.vrrp.VrrpMatrixTest.Happening.RESIGNATION;
import static io.ipvsoperator.vrrp.VrrpMatrixTest.Happening.SHUTDOWN;
import static io.ipvsoperator.vrrp.VrrpMatrixTest.Happening.STARTUP;
import static io.ipvsoperator.vrrp.VrrpMatrixTest.Happening.TICK;
import static io.ipvsoperator.vrrp.VrrpMatrixTest.Happening.UNCHANGED;
import static io.ipvsoperator.vrrp.VrrpMatrixTest.Happening.WITHDRAWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.ipvsoperator.vrrp.Effect.Advertise;
import io.ipvsoperator.vrrp.Effect.Announce;
import io.ipvsoperator.vrrp.Effect.DisownAddresses;
import io.ipvsoperator.vrrp.Effect.OwnAddresses;
import io.ipvsoperator.vrrp.State.Active;
import io.ipvsoperator.vrrp.State.Backup;
import io.ipvsoperator.vrrp.State.Fault;
import io.ipvsoperator.vrrp.State.HandingOver;
import io.ipvsoperator.vrrp.State.Initialize;
import io.ipvsoperator.vrrp.State.Withdrawn;
import io.ipvsoperator.wire.vrrp.Priority;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A router of version 3 that preempts at once: every state meets every event. Cells that are not written down leave the state as it is and do nothing. */
class VrrpMatrixTest {

    enum Happening {
        STARTUP,
        SHUTDOWN,
        TICK,
        RESIGNATION,
        LOWER,
        EQUAL_FROM_LOWER_ADDRESS,
        EQUAL_FROM_HIGHER_ADDRESS,
        HIGHER,
        LINK_LOST,
        LINK_RESTORED,
        LEASE_LOST,
        UNCHANGED,
        RAISED,
        READDRESSED,
        WITHDRAWN,
        EMPTIED;

        Event event() {
            return switch (this) {
                case STARTUP -> new Event.Startup();
                case SHUTDOWN -> new Event.Shutdown();
                case TICK -> new Event.Tick();
                case RESIGNATION -> heard(0);
                case LOWER -> heard(239);
                case EQUAL_FROM_LOWER_ADDRESS -> heard(240, SECOND, Example.LOWER_ADDRESS);
                case EQUAL_FROM_HIGHER_ADDRESS -> heard(240);
                case HIGHER -> heard(250);
                case LINK_LOST -> new Event.LinkLost();
                case LINK_RESTORED -> new Event.LinkRestored();
                case LEASE_LOST -> new Event.LeaseLost();
                case UNCHANGED -> new Event.Reconfigured(SELF);
                case RAISED -> new Event.Reconfigured(Example.candidate(250, new Failback.Immediate()));
                case READDRESSED -> new Event.Reconfigured(Example.withAddresses("192.0.2.101"));
                case WITHDRAWN -> new Event.Reconfigured(Example.withdrawn());
                case EMPTIED -> new Event.Reconfigured(Example.withAddresses());
            };
        }
    }

    /** Priority 240 of 256 leaves a skew of 16/256 s, 62.5 ms; priority 250 one of 23.4375 ms. */
    private static final Backup FRESH = new Backup(SECOND, in("PT3.0625S"));

    private static final Backup FRESH_250 = new Backup(SECOND, in("PT3.0234375S"));
    private static final Backup HURRIED = new Backup(SECOND, in("PT0.0625S"));
    private static final Active ACTIVE_FROM_NOW = new Active(in("PT1S"));

    private static final Backup BACKUP = new Backup(SECOND, in("PT2S"));
    private static final Backup BACKUP_DUE = new Backup(SECOND, NOW);
    private static final Active ACTIVE = new Active(in("PT0.4S"));
    private static final Active ACTIVE_DUE = new Active(NOW);
    private static final HandingOver RESIGNED = new HandingOver(in("PT4S"), new Initialize());
    private static final HandingOver RESIGNED_DUE = new HandingOver(NOW, new Initialize());
    private static final HandingOver YIELDING = new HandingOver(in("PT0.05S"), BACKUP);
    /** Nobody was heard: it takes over from itself, without having given anything up. */
    private static final HandingOver SUCCEEDING = new HandingOver(in("PT0.05S"), BACKUP_DUE);

    private static final Effect ADVERTISE = new Advertise(new Priority(240));
    private static final Effect RESIGN = new Advertise(Priority.RESIGNATION);
    private static final Effect OWN = new OwnAddresses();
    private static final Effect ANNOUNCE = new Announce();
    private static final Effect DISOWN = new DisownAddresses();

    private static final Map<State, Map<Happening, Step>> CHANGES = changes();

    private static Map<State, Map<Happening, Step>> changes() {
        Map<State, Map<Happening, Step>> rows = new LinkedHashMap<>();
        rows.put(new Initialize(), Map.of(STARTUP, Step.to(FRESH)));
        rows.put(
                new Withdrawn(),
                Map.of(
                        SHUTDOWN, Step.to(new Initialize()),
                        LINK_LOST, Step.to(new Fault()),
                        UNCHANGED, Step.to(FRESH),
                        RAISED, Step.to(FRESH_250),
                        READDRESSED, Step.to(FRESH)));
        rows.put(new Fault(), Map.of(SHUTDOWN, Step.to(new Initialize()), LINK_RESTORED, Step.to(FRESH)));
        rows.put(BACKUP, backup());
        rows.put(
                BACKUP_DUE,
                with(
                        backup(),
                        Map.of(
                                TICK, Step.to(ACTIVE_FROM_NOW, ADVERTISE, OWN, ANNOUNCE),
                                RAISED, Step.to(new Backup(SECOND, in("PT-0.0390625S"))))));
        rows.put(ACTIVE, active());
        rows.put(ACTIVE_DUE, with(active(), Map.of(TICK, Step.to(ACTIVE_FROM_NOW, ADVERTISE))));
        rows.put(RESIGNED, resigned());
        rows.put(RESIGNED_DUE, with(resigned(), resignedDue()));
        rows.put(YIELDING, yielding());
        rows.put(
                SUCCEEDING,
                with(
                        yielding(),
                        Map.of(
                                TICK, Step.to(ACTIVE_FROM_NOW, ADVERTISE, OWN, ANNOUNCE),
                                LEASE_LOST, Step.to(BACKUP_DUE, DISOWN),
                                RAISED,
                                        Step.to(new HandingOver(
                                                in("PT0.05S"), new Backup(SECOND, in("PT-0.0390625S")))),
                                READDRESSED, Step.to(SUCCEEDING, OWN))));
        return rows;
    }

    private static Map<Happening, Step> backup() {
        return Map.of(
                SHUTDOWN, Step.to(new Initialize()),
                RESIGNATION, Step.to(HURRIED),
                EQUAL_FROM_LOWER_ADDRESS, Step.to(FRESH),
                EQUAL_FROM_HIGHER_ADDRESS, Step.to(FRESH),
                HIGHER, Step.to(FRESH),
                LINK_LOST, Step.to(new Fault()),
                RAISED, Step.to(new Backup(SECOND, in("PT1.9609375S"))),
                WITHDRAWN, Step.to(new Withdrawn()),
                EMPTIED, Step.to(new Withdrawn()));
    }

    private static Map<Happening, Step> active() {
        HandingOver yielded = new HandingOver(in("PT0.05S"), FRESH);
        return Map.ofEntries(
                Map.entry(SHUTDOWN, Step.to(new HandingOver(in("PT4S"), new Initialize()), RESIGN)),
                Map.entry(RESIGNATION, Step.to(ACTIVE_FROM_NOW, ADVERTISE)),
                Map.entry(LOWER, Step.to(ACTIVE_FROM_NOW, ADVERTISE, ANNOUNCE)),
                Map.entry(EQUAL_FROM_LOWER_ADDRESS, Step.to(ACTIVE_FROM_NOW, ADVERTISE, ANNOUNCE)),
                Map.entry(EQUAL_FROM_HIGHER_ADDRESS, Step.to(yielded, ADVERTISE)),
                Map.entry(HIGHER, Step.to(yielded, ADVERTISE)),
                Map.entry(LINK_LOST, Step.to(new Fault(), DISOWN)),
                Map.entry(LEASE_LOST, Step.to(FRESH, DISOWN)),
                Map.entry(RAISED, Step.to(ACTIVE_FROM_NOW, new Advertise(new Priority(250)))),
                Map.entry(READDRESSED, Step.to(ACTIVE_FROM_NOW, ADVERTISE, OWN, ANNOUNCE)),
                Map.entry(WITHDRAWN, Step.to(new HandingOver(in("PT4S"), new Withdrawn()), RESIGN)),
                Map.entry(EMPTIED, Step.to(new Withdrawn(), DISOWN)));
    }

    private static Map<Happening, Step> resigned() {
        Step heard = Step.to(new HandingOver(in("PT0.05S"), new Initialize()));
        Step ended = Step.to(new Initialize(), DISOWN);
        return Map.ofEntries(
                Map.entry(STARTUP, Step.to(new HandingOver(in("PT4S"), FRESH))),
                Map.entry(LOWER, heard),
                Map.entry(EQUAL_FROM_LOWER_ADDRESS, heard),
                Map.entry(EQUAL_FROM_HIGHER_ADDRESS, heard),
                Map.entry(HIGHER, heard),
                Map.entry(LINK_LOST, ended),
                Map.entry(LEASE_LOST, ended),
                Map.entry(READDRESSED, Step.to(RESIGNED, OWN)),
                Map.entry(EMPTIED, ended));
    }

    private static Map<Happening, Step> resignedDue() {
        Step unchanged = Step.to(RESIGNED_DUE);
        return Map.of(
                STARTUP, Step.to(new HandingOver(NOW, FRESH)),
                TICK, Step.to(new Initialize(), DISOWN),
                LOWER, unchanged,
                EQUAL_FROM_LOWER_ADDRESS, unchanged,
                EQUAL_FROM_HIGHER_ADDRESS, unchanged,
                HIGHER, unchanged,
                READDRESSED, Step.to(RESIGNED_DUE, OWN));
    }

    private static Map<Happening, Step> yielding() {
        HandingOver refreshed = new HandingOver(in("PT0.05S"), FRESH);
        return Map.ofEntries(
                Map.entry(SHUTDOWN, Step.to(new HandingOver(in("PT0.05S"), new Initialize()))),
                Map.entry(RESIGNATION, Step.to(new HandingOver(in("PT0.05S"), HURRIED))),
                Map.entry(EQUAL_FROM_LOWER_ADDRESS, Step.to(refreshed)),
                Map.entry(EQUAL_FROM_HIGHER_ADDRESS, Step.to(refreshed)),
                Map.entry(HIGHER, Step.to(refreshed)),
                Map.entry(LINK_LOST, Step.to(new Fault(), DISOWN)),
                Map.entry(LEASE_LOST, Step.to(BACKUP, DISOWN)),
                Map.entry(RAISED, Step.to(new HandingOver(in("PT0.05S"), new Backup(SECOND, in("PT1.9609375S"))))),
                Map.entry(READDRESSED, Step.to(YIELDING, OWN)),
                Map.entry(WITHDRAWN, Step.to(new HandingOver(in("PT0.05S"), new Withdrawn()))),
                Map.entry(EMPTIED, Step.to(new Withdrawn(), DISOWN)));
    }

    static Stream<Arguments> cells() {
        return CHANGES.keySet().stream()
                .flatMap(state -> Arrays.stream(Happening.values()).map(happening -> Arguments.of(state, happening)));
    }

    @ParameterizedTest(name = "{1} in {0}")
    @MethodSource("cells")
    void every_state_answers_every_event(State state, Happening happening) {
        Step expected = CHANGES.getOrDefault(state, Map.of()).getOrDefault(happening, Step.to(state));
        assertThat(Vrrp.step(SELF, state, happening.event(), NOW)).isEqualTo(expected);
    }

    @Test
    void the_matrix_has_every_state() {
        Set<Class<?>> written = CHANGES.keySet().stream().map(Object::getClass).collect(Collectors.toSet());
        assertThat(written)
                .containsExactlyInAnyOrder(
                        Initialize.class, Withdrawn.class, Fault.class, Backup.class, Active.class, HandingOver.class);
    }

    @Test
    void the_matrix_has_every_event() {
        Set<Class<?>> written =
                Arrays.stream(Happening.values()).map(h -> h.event().getClass()).collect(Collectors.toSet());
        assertThat(written).containsExactlyInAnyOrder(Event.class.getPermittedSubclasses());
    }

    private static Map<Happening, Step> with(Map<Happening, Step> rows, Map<Happening, Step> others) {
        Map<Happening, Step> all = new LinkedHashMap<>(rows);
        all.putAll(others);
        return all;
    }
}
