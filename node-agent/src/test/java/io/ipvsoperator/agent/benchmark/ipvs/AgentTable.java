package io.ipvsoperator.agent.benchmark.ipvs;

import io.ipvsoperator.agent.ipvs.IpvsProgrammer;
import io.ipvsoperator.agent.ipvs.IpvsReport;
import io.ipvsoperator.agent.ipvs.table.DesiredTable;
import io.ipvsoperator.agent.ipvs.table.DesiredTables;
import io.ipvsoperator.agent.kernel.linux.LinuxKernelModules;
import io.ipvsoperator.agent.kernel.linux.LinuxKernelSockets;
import io.ipvsoperator.agent.netlink.GenericNetlinkFamily;
import io.ipvsoperator.agent.netlink.NetlinkConversation;
import io.ipvsoperator.agent.plan.TablePlan;
import io.ipvsoperator.agent.record.BootRecord;
import io.ipvsoperator.netlink.ipvs.IpvsFamily;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The part of the agent that programs IPVS, as a process that does what it is told line by line: {@code apply WORKLOAD} or
 * {@code audit WORKLOAD}. Answers with nanoseconds and the number of messages that change something. The time is that of the
 * agent's kernel thread: from the tables of the plan to the kernel's last answer, with the record on disk.
 */
final class AgentTable {
    static final String ANSWER = "done ";

    private final CountingTransport transport = new CountingTransport(new LinuxKernelSockets().generic());
    private final DesiredTables desiredTables = new DesiredTables();
    private final IpvsProgrammer programmer;
    private List<TablePlan> plan = List.of();

    private AgentTable(Path record) {
        programmer = new IpvsProgrammer(
                new GenericNetlinkFamily(new NetlinkConversation(transport), IpvsFamily.NAME),
                new LinuxKernelModules(),
                new BootRecord(record, "this-boot"));
    }

    public static void main(String[] arguments) throws IOException {
        AgentTable table = new AgentTable(Path.of(arguments[0]));
        // As in an agent that runs: it has looked at the kernel before the plan comes.
        table.programmer.audit(DesiredTable.empty(), Set.of());
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = questions.readLine(); line != null; line = questions.readLine()) {
            List<String> words = List.of(line.split(" ", -1));
            System.out.println(table.answer(words.getFirst(), Workload.decode(words.subList(1, words.size()))));
        }
    }

    /** The parser of plans keeps what it has read: a table that did not change is the same object. */
    private List<TablePlan> parsed(List<TablePlan> tables) {
        List<TablePlan> parsed = new ArrayList<>(tables);
        for (int i = 0; i < Math.min(plan.size(), parsed.size()); i++) {
            if (plan.get(i).equals(parsed.get(i))) {
                parsed.set(i, plan.get(i));
            }
        }
        return parsed;
    }

    private String answer(String verb, Workload workload) {
        plan = parsed(workload.tables());
        transport.takeWrites();
        long begin = System.nanoTime();
        programmer.want(desiredTables.of(plan));
        IpvsReport report = verb.equals("audit") ? programmer.audit(Set.of()) : programmer.apply(Set.of());
        long taken = System.nanoTime() - begin;
        if (!report.failures().isEmpty()) {
            throw new IllegalStateException(
                    "the kernel refused: " + report.failures().getFirst());
        }
        return ANSWER + taken + " " + transport.takeWrites();
    }
}
