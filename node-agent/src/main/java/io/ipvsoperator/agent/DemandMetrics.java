package io.ipvsoperator.agent;

import io.ipvsoperator.agent.demand.Demand;
import io.ipvsoperator.agent.demand.Measured;
import io.ipvsoperator.agent.demand.Rate;
import io.ipvsoperator.agent.health.Exposition;
import io.ipvsoperator.agent.health.Metered;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** What goes through this director: by router, and by address for the heaviest ones, which bounds the number of series. */
final class DemandMetrics implements Metered {
    private final Demand demand;

    DemandMetrics(Demand demand) {
        this.demand = demand;
    }

    @Override
    public void writeTo(Exposition page) {
        Map<String, Measured> addresses = new TreeMap<>();
        demand.heaviest().forEach((address, measured) -> addresses.put(address.toString(), measured));
        write(page, "router", "virtual_router", demand.routers());
        write(page, "address", "address", addresses);
    }

    private static void write(Exposition page, String subject, String label, Map<String, Measured> measured) {
        amount(page, subject, label, "bits", Rate::bandwidth, measured);
        amount(page, subject, label, "packets", Rate::packets, measured);
        amount(page, subject, label, "connections", Rate::connections, measured);
    }

    private static void amount(
            Exposition page,
            String subject,
            String label,
            String unit,
            ToLongFunction<Rate> amount,
            Map<String, Measured> measured) {
        String name = "ipvs_agent_" + subject + "_" + unit;
        gauge(page, name + "_per_second", "Mean of the last minute.", label, Measured::now, amount, measured);
        gauge(
                page,
                name + "_per_second_peak",
                "Highest such mean of the last 24 hours.",
                label,
                Measured::peak,
                amount,
                measured);
    }

    private static void gauge(
            Exposition page,
            String name,
            String help,
            String label,
            Function<Measured, Rate> rate,
            ToLongFunction<Rate> amount,
            Map<String, Measured> measured) {
        page.metric(name, "gauge", help);
        measured.forEach((subject, each) -> page.sample(name, amount.applyAsLong(rate.apply(each)), label, subject));
    }
}
