package io.farseek.readahead;

import java.util.ArrayList;
import java.util.List;

/** A plan in the making: what it covers already counts as covered for what follows. Of the thread that plans, as long as it holds the file's lock. */
final class PlanDraft {
    private static final double FIRST_WINDOWS_SECONDS = 0.042;

    private final BlockView blocks;
    private final CostEstimate cost;
    private final Capabilities store;
    private final int parallel;
    private final Allowance allowance;
    private final List<Plan.Request> requests = new ArrayList<>(4);

    PlanDraft(BlockView blocks, CostEstimate cost, Capabilities store, int parallel, Allowance allowance) {
        this.blocks = blocks;
        this.cost = cost;
        this.store = store;
        this.parallel = parallel;
        this.allowance = allowance;
    }

    /** What is held or on its way already. */
    BlockView blocks() {
        return blocks;
    }

    CostEstimate cost() {
        return cost;
    }

    /** How many requests it has by now. */
    int requests() {
        return requests.size();
    }

    /** Whether it is a single request so far, which ends at {@code end}. */
    boolean isOneRequest(long end) {
        return requests.size() == 1 && requests.get(0).range().end() == end;
    }

    /** Adds what a reader waits for, in parallel pieces when it is long. */
    void demand(ByteRange range) {
        for (ByteRange each : Coalescer.cut(missing(range), cost, parallel)) {
            requests.add(new Plan.Request(each, ReadCause.DEMAND));
        }
    }

    /** Makes the one request for the read itself a request for all of {@code range}, when that is one stretch and not too long. */
    boolean widened(ByteRange range) {
        List<ByteRange> stretch = new ArrayList<>();
        blocks.holes(range, stretch::add);
        if (requests.size() != 1
                || stretch.size() != 1
                || stretch.get(0).length() > Coalescer.MOST_PIECE_BYTES + AdaptivePlanner.HEAD_BYTES) {
            return false;
        }
        requests.set(0, new Plan.Request(stretch.get(0), ReadCause.DEMAND));
        return true;
    }

    /**
     * A run's window: one request, together with the read itself where that is missing, or, when broad, several.
     */
    void window(ByteRange range, long windowBytes, boolean broad) {
        if (!broad && requests.size() == 1) {
            ByteRange demand = requests.get(0).range();
            ByteRange both =
                    new ByteRange(Math.min(range.start(), demand.start()), Math.max(range.end(), demand.end()));
            if (widened(both)) {
                return;
            }
        }
        long piece = broad ? Coalescer.pieceBytes(windowBytes, cost, parallel) : Coalescer.MOST_PIECE_BYTES;
        List<ByteRange> pieces = new ArrayList<>();
        for (ByteRange each : missing(range)) {
            Coalescer.cutInto(each, piece, pieces);
        }
        ahead(pieces);
    }

    void buy(List<ByteRange> missing) {
        ahead(Coalescer.cut(missing, cost, parallel));
    }

    /** Single reads expected soon, merged where they lie close together; returns those there was room for. */
    List<ByteRange> scattered(List<ByteRange> expected) {
        List<ByteRange> wanted = new ArrayList<>();
        long budget = room();
        int accepted = 0;
        for (ByteRange each : expected) {
            List<ByteRange> holes = missing(each);
            budget -= Coalescer.total(holes);
            if (budget < 0) {
                break;
            }
            wanted.addAll(holes);
            accepted++;
        }
        for (ByteRange each : Coalescer.requests(wanted, cost, store, parallel)) {
            ahead(missing(each));
        }
        return expected.subList(0, accepted);
    }

    private void ahead(List<ByteRange> ranges) {
        for (ByteRange each : ranges) {
            requests.add(new Plan.Request(each, ReadCause.PREFETCH));
        }
    }

    /** The parts of {@code range} that are neither held, on their way, nor part of this plan. */
    List<ByteRange> missing(ByteRange range) {
        List<ByteRange> holes = new ArrayList<>();
        blocks.holes(range, holes::add);
        return without(holes);
    }

    /** {@code found}, less what is part of this plan. */
    List<ByteRange> without(List<ByteRange> found) {
        List<ByteRange> holes = found;
        for (Plan.Request taken : requests) {
            List<ByteRange> left = new ArrayList<>();
            for (ByteRange hole : holes) {
                if (!hole.overlaps(taken.range())) {
                    left.add(hole);
                    continue;
                }
                if (hole.start() < taken.range().start()) {
                    left.add(new ByteRange(hole.start(), taken.range().start()));
                }
                if (hole.end() > taken.range().end()) {
                    left.add(new ByteRange(taken.range().end(), hole.end()));
                }
            }
            holes = left;
        }
        return holes;
    }

    /** How many more bytes may be fetched now beyond what readers ask for. */
    long room() {
        return room(FIRST_WINDOWS_SECONDS, AdaptivePlanner.CROWDED_AMPLIFICATION);
    }

    /** The same, with at most what moves in {@code firstSeconds} on its way before any has arrived. */
    long room(double firstSeconds, double crowdedTimes) {
        return Math.max(0, Math.min(allowance.room(cost, firstSeconds, crowdedTimes), blocks.roomAhead()) - bytes());
    }

    /** What the plan brings. */
    long bytes() {
        long all = 0;
        for (Plan.Request each : requests) {
            all += each.range().length();
        }
        return all;
    }

    Plan plan() {
        if (requests.isEmpty()) {
            return Plan.NOTHING;
        }
        for (Plan.Request each : requests) {
            allowance.planned(each.range().length());
        }
        return new Plan(requests);
    }
}
