package io.ipvsoperator.agent.benchmark;

import io.ipvsoperator.agent.BenchmarkAgent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Who speaks VRRP. */
enum Implementation {
    IPVS_OPERATOR("ipvs-operator") {
        @Override
        List<String> command(Rank rank, MeasuredRouter router, Path directory) {
            List<String> command = new ArrayList<>();
            command.add(ProcessHandle.current().info().command().orElse("java"));
            command.addAll(Arrays.stream(AGENT_FLAGS.split(" ", -1))
                    .filter(flag -> !flag.isEmpty())
                    .toList());
            command.addAll(List.of("-classpath", System.getProperty("java.class.path")));
            command.add(BenchmarkAgent.class.getName());
            command.add(Integer.toString(rank.priority()));
            command.add(Integer.toString(Rank.SECOND.priority()));
            command.add(Long.toString(router.interval().toMillis()));
            command.add(Integer.toString(router.addressCount()));
            return command;
        }
    },
    KEEPALIVED("keepalived") {
        @Override
        List<String> command(Rank rank, MeasuredRouter router, Path directory) throws IOException {
            Path configuration = directory.resolve("keepalived.conf");
            Files.writeString(configuration, configuration(rank, router));
            return List.of(
                    "keepalived",
                    "--dont-fork",
                    "--dont-respawn",
                    "--vrrp",
                    // Nothing is logged.
                    "--no-syslog",
                    "--use-file=" + configuration,
                    "--pid=" + directory.resolve("pid"),
                    "--vrrp_pid=" + directory.resolve("vrrp-pid"));
        }
    };

    /** The flags of the agent's image; whoever starts the benchmark takes them from the build of the image. */
    private static final String AGENT_FLAGS = System.getProperty(
            "benchmark.agent.flags",
            "--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
    /** As many as the count in an advertisement can say. */
    private static final int ADVERTISED = 255;

    private final String label;

    Implementation(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    /** @param directory of this process alone */
    abstract List<String> command(Rank rank, MeasuredRouter router, Path directory) throws IOException;

    /** In real time with a limit that a thousand addresses do not reach: the default of 10 ms has the kernel kill it. */
    private static String configuration(Rank rank, MeasuredRouter router) {
        return """
                global_defs {
                  router_id bench
                  vrrp_version 3
                  vrrp_rt_priority 50
                  vrrp_rlimit_rttime 200000
                }
                vrrp_instance bench {
                  state BACKUP
                  interface %s
                  virtual_router_id %s
                  priority %d
                  advert_int %s
                  virtual_ipaddress {
                %s
                  }
                  virtual_ipaddress_excluded {
                %s
                  }
                }
                """.formatted(
                        MeasuredRouter.INTERFACE,
                        MeasuredRouter.ID,
                        rank.priority(),
                        router.interval().toMillis() / 1000.0,
                        addresses(router, 0, ADVERTISED),
                        addresses(router, ADVERTISED, router.addressCount()));
    }

    private static String addresses(MeasuredRouter router, int from, int to) {
        return router.addresses().stream()
                .skip(from)
                .limit(Math.max(0, to - from))
                .map(address -> "    " + address + "/32")
                .collect(Collectors.joining("\n"));
    }
}
