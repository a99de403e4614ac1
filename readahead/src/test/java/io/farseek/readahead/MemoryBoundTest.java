package io.farseek.readahead;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However many readers there are, the pool keeps no more than its budget beyond what is under way and what is being waited for. */
class MemoryBoundTest {
    private static final int READERS = 32;
    private static final int READ_BYTES = 256 << 10;
    private static final long LENGTH = 48 << 20;

    @ParameterizedTest
    @ValueSource(ints = {0, 16, 64})
    void thePoolKeepsItsBudget(int budgetMegabytes) throws IOException {
        SimulatedNetwork network = new SimulatedNetwork(SimulatedNetwork.Model.of(0.020, 60e6));
        SimulatedReaders readers =
                new SimulatedReaders(network, new RuntimeSettings((long) budgetMegabytes << 20, 64, true));
        for (int i = 0; i < READERS; i++) {
            int reader = i;
            readers.add(() -> read(network, readers, reader));
        }
        readers.run();
        ReadAheadRuntime runtime = readers.runtime();
        long budgetBytes = runtime.settings().poolBytes();
        assertThat(runtime.mostHeldBytes()).isGreaterThanOrEqualTo(READ_BYTES);
        assertThat(runtime.mostKeptBytes()).isLessThanOrEqualTo(budgetBytes + (long) READERS * READ_BYTES);
        assertThat(runtime.heldBytes())
                .as("once all have read: no more than what some had begun to read")
                .isLessThanOrEqualTo(budgetBytes + READERS * READ_BYTES / 4);
    }

    private static void read(SimulatedNetwork network, SimulatedReaders readers, int reader) throws IOException {
        Random random = new Random(reader);
        try (ReadAhead file = ReadAhead.open(
                network.object(LENGTH),
                new ObjectIdentity("simulated", "object " + reader, "1"),
                ReadAheadSettings.DEFAULT,
                readers.runtime(),
                new Recorder())) {
            long position = 0;
            for (int i = 0; i < 25; i++) {
                // Runs, and now and then a hop.
                position = random.nextInt(10) == 0 ? random.nextLong(LENGTH - 2 * READ_BYTES) : position;
                ByteBuffer target = ByteBuffer.allocate(READ_BYTES);
                file.readFully(position, target);
                Trace.check(ByteRange.of(position, READ_BYTES), target.flip());
                position = (position + READ_BYTES) % (LENGTH - 2 * READ_BYTES);
            }
        }
    }
}
