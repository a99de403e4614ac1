package io.farseek.readahead;

import java.io.IOException;
import java.util.List;

/** Prints what the usual traces cost; run by hand while the planner is being changed. */
final class CostTable {
    public static void main(String[] args) throws IOException {
        long m256 = 256 << 20;
        List<Trace> traces = List.of(
                Trace.sequential(m256, 1 << 20),
                Trace.sequential(m256, 64 << 10),
                Trace.random(m256, 16 << 10, 499, 1),
                Trace.random(m256, 16 << 10, 200, 1),
                Trace.skips(m256, 32 << 10, 482, 1),
                Trace.steps("100 forward", m256, 0, 64 << 10, 16 << 10, 100),
                Trace.steps("100 backward", m256, 128 << 20, -(64 << 10), 16 << 10, 100),
                Trace.steps("400 backward dense", m256, 128 << 20, -(64 << 10), 64 << 10, 400),
                Trace.pingPong(m256, 10 << 20, 200 << 20, 16 << 10, 100),
                Trace.pingPong(m256, 10 << 20, 200 << 20, 64 << 10, 100),
                Trace.baskets(m256, 61, 5, 64 << 10, true, 1),
                Trace.baskets(m256, 61, 5, 64 << 10, false, 1),
                Trace.columnChunks(m256, 32, 1900 << 10));
        for (double[] net :
                new double[][] {{0.02, 0, 60e6, 1e12, 0}, {0.02, 0.008, 100e6, 1e12, 0}, {0.02, 0, 60e6, 200e6, 31}}) {
            System.out.printf(
                    "latency %.0f ms, connect %.0f ms, %.0f MB/s a connection, total %.0f, others %.0f%n",
                    net[0] * 1e3, net[1] * 1e3, net[2] / 1e6, net[3] / 1e6, net[4]);
            for (Trace each : traces) {
                SimulatedNetwork network =
                        new SimulatedNetwork(new SimulatedNetwork.Model(net[0], net[1], net[2], net[3]));
                network.others((int) net[4]);
                ReadAheadRuntime runtime = network.runtime(new RuntimeSettings(512 << 20, 64, true));
                ReadAhead file = ReadAhead.open(
                        network.object(each.objectLength()),
                        new ObjectIdentity("e", each.name(), "1"),
                        ReadAheadSettings.DEFAULT,
                        runtime,
                        new Recorder());
                Trace.Cost cost = each.replay(network, file);
                System.out.printf(
                        "%-26s %8.3f s %5d requests %8.1f MB %6.1fx %s%n",
                        each.name(),
                        cost.seconds(),
                        cost.requests(),
                        cost.requestedBytes() / 1e6,
                        cost.amplification(),
                        runtime.costOf("e"));
                if (args.length > 0 && each.name().startsWith(args[0])) {
                    network.log()
                            .forEach(r -> System.out.printf(
                                    "   %.3f %s %d @ %d%n",
                                    r.sentSeconds(),
                                    r.cause(),
                                    r.range().length() >> 10,
                                    r.range().start() >> 10));
                }
                SimulatedNetwork again =
                        new SimulatedNetwork(new SimulatedNetwork.Model(net[0], net[1], net[2], net[3]));
                again.others((int) net[4]);
                ReadAhead vectored = ReadAhead.open(
                        again.object(each.objectLength()),
                        new ObjectIdentity("e", each.name(), "1"),
                        ReadAheadSettings.DEFAULT,
                        again.runtime(new RuntimeSettings(512 << 20, 64, true)),
                        new Recorder());
                cost = each.replayVectored(again, vectored);
                System.out.printf(
                        "%-26s %8.3f s %5d requests %8.1f MB %6.1fx%n",
                        "   vectored",
                        cost.seconds(),
                        cost.requests(),
                        cost.requestedBytes() / 1e6,
                        cost.amplification());
            }
        }
    }
}
