package io.farseek.readahead;

import java.util.ArrayList;
import java.util.List;

/**
 * The planner. On each read it does, in this order:
 *
 * <ol>
 *   <li>asks for what is missing of the read itself;
 *   <li>at the first read, takes in the head or the tail that formats begin with, or a small object whole;
 *   <li>where the read continues a run, keeps a window ahead of it (behind, where the run goes backward) that grows with what the run has
 *       covered;
 *   <li>where reads repeat a step, asks for the next ones;
 *   <li>where a read missed outside any run, charges the regions around it and buys what has become worth buying;
 *   <li>where so many share the way that none of this pays, lets a request go on to where reads often begin next.
 * </ol>
 *
 * <p>What is fetched beyond the reads stays within an {@link Allowance}.
 */
final class AdaptivePlanner implements ReadPlanner {
    static final long HEAD_BYTES = 256 << 10;
    private static final long LEAST_TAIL_BYTES = 64 << 10;
    private static final long MOST_TAIL_BYTES = 1 << 20;
    private static final long TAIL_REACH_BYTES = 64 << 10;
    private static final long LEAST_REACH_BYTES = 64 << 10;
    private static final long FIRST_BACKWARD_BYTES = 1 << 20;
    private static final long SURE_BACKWARD_BYTES = 128 << 10;
    private static final long LEAST_FIRST_FORWARD_BYTES = 256 << 10;
    private static final long MOST_FIRST_FORWARD_BYTES = 8 << 20;
    private static final long LEAST_REQUEST_BYTES = 512 << 10;
    private static final long FAR_HOP_BYTES = 256 << 10;
    private static final int READS_BEFORE_DOUBT = 3;
    private static final int NARROW_WINDOWS = 2;
    private static final double FIRST_FORWARD_LATENCIES = 9;
    private static final int CROWDED_STEPS = 4;
    private static final double WINDOW_LATENCIES = 10;
    private static final double FIRST_BUY_SECONDS = 0.021;
    private static final long LEAST_INSTALMENT_BYTES = 8 << 20;
    static final double CROWDED_AMPLIFICATION = 3.5;
    private static final double CROWDED_BUY_AMPLIFICATION = 2;

    private final ReadAheadSettings settings;
    private final Capabilities store;
    private final int parallel;
    private final Runs runs = new Runs();
    private final Periodic periodic = new Periodic();
    private final RegionDebt debt = new RegionDebt();
    private final Hops hops = new Hops();
    private final Allowance allowance;
    private long reads;
    private int unsureWindows;

    AdaptivePlanner(ReadAheadSettings settings, Capabilities store, int parallel) {
        this.settings = settings;
        this.store = store;
        this.parallel = parallel;
        this.allowance = new Allowance(settings, parallel);
    }

    @Override
    public Plan onRead(long position, int length, BlockView blocks, CostEstimate cost) {
        long end = Math.min(position + length, blocks.length());
        reads++;
        allowance.read(end - position);
        periodic.add(position, (int) (end - position));
        hops.add(position, end);
        Run run = runs.follow(position, end, reach(length, cost), cost.breakEvenGap());
        boolean running = (run.steps() >= 2 && affordable(run, cost))
                || (settings.pattern().sequential() && run.direction() >= 0);
        boolean hit = blocks.coveredUntil(position, end) >= end;
        if (hit && running && !run.due()) {
            return Plan.NOTHING;
        }
        PlanDraft draft = new PlanDraft(blocks, cost, store, parallel, allowance);
        if (!hit) {
            draft.demand(new ByteRange(position, end));
        }
        if (reads == 1) {
            opening(position, end, draft);
        }
        if (running) {
            keepWindow(run, position, end, draft);
        } else {
            isolated(position, hit, draft);
            stretch(position, end, draft);
        }
        return draft.plan();
    }

    @Override
    public Plan onRanges(List<ByteRange> ranges, ReadCause cause, BlockView blocks, CostEstimate cost) {
        reads++;
        List<ByteRange> missing = new ArrayList<>();
        for (ByteRange each : Coalescer.merge(ranges, 0)) {
            allowance.read(each.length());
            uncovered(each, blocks, missing);
        }
        List<Plan.Request> requests = new ArrayList<>();
        List<ByteRange> split = new ArrayList<>();
        int atOnce = cause == ReadCause.DEMAND ? FetchScheduler.DEMAND_SHARES * parallel : parallel;
        List<ByteRange> all = Coalescer.requests(missing, cost, store, atOnce);
        if (cause == ReadCause.DEMAND && !store.nativeVectors()) {
            all = Coalescer.finer(all, cost, atOnce);
        }
        for (ByteRange merged : all) {
            split.clear();
            uncovered(merged, blocks, split);
            for (ByteRange each : split) {
                requests.add(new Plan.Request(each, cause));
                allowance.planned(each.length());
            }
        }
        return new Plan(requests);
    }

    @Override
    public void onSettled(long bytes, boolean arrived) {
        allowance.settled(bytes, arrived);
    }

    /** How far from where a run stands a read may begin and still continue it. */
    private static long reach(int length, CostEstimate cost) {
        return Math.max(LEAST_REACH_BYTES, Math.min(4L * length, cost.breakEvenGap()));
    }

    /**
     * On a crowded way, a run that passes over more than may be fetched there would begin windows and not finish them, and two reads that
     * happen to lie close together are no run unless one begins where the other ended.
     */
    private static boolean affordable(Run run, CostEstimate cost) {
        return cost.idle()
                || run.bytes() >= run.span()
                || (run.steps() >= CROWDED_STEPS && run.bytes() * CROWDED_AMPLIFICATION >= run.span());
    }

    /** The first read of a file tells a format's habit: its head, its tail, or all of it where that is little. */
    private void opening(long position, long end, PlanDraft draft) {
        long objectLength = draft.blocks().length();
        CostEstimate cost = draft.cost();
        if (objectLength <= settings.wholeObjectBytes() && objectLength <= 2 * cost.latencyBytes()) {
            draft.widened(new ByteRange(0, objectLength));
        } else if (settings.pattern() == ReadPattern.RANDOM) {
            return;
        } else if (position == 0) {
            draft.widened(new ByteRange(
                    0, Math.min(objectLength, Math.max(end, Math.min(HEAD_BYTES, cost.breakEvenGap())))));
        } else if (objectLength - end < TAIL_REACH_BYTES) {
            // What is wanted comes last: a longer tail would keep it waiting for more than a quarter of a latency.
            long tail = Bounds.within(LEAST_TAIL_BYTES, cost.latencyBytes() / 4, MOST_TAIL_BYTES);
            draft.widened(new ByteRange(Math.max(0, Math.min(position, objectLength - tail)), objectLength));
        }
    }

    /**
     * Lets the one request for a read go on where the way is shared by so many that no swift body could make it pass for idle: what a stretch
     * shows of the bandwidth would begin windows else.
     */
    private void stretch(long position, long end, PlanDraft draft) {
        CostEstimate cost = draft.cost();
        if (cost.idle()
                || cost.totalBytesPerSecond() >= EndpointCost.LEAST_IDLE_SHARE
                || settings.pattern() == ReadPattern.RANDOM
                || periodic.expecting()
                || !draft.isOneRequest(end)) {
            return;
        }
        long bytes = Math.min(hops.stretch(cost), draft.blocks().length() - end);
        if (bytes > 0 && bytes <= draft.room() && draft.widened(new ByteRange(position, end + bytes))) {
            hops.stretched(bytes);
        }
    }

    /** Asks for the rest of a run's window once so little is left of it that the reader would soon wait. */
    private void keepWindow(Run run, long position, long end, PlanDraft draft) {
        long window = window(run, draft.cost());
        // A run that is sure is kept topped up; one that is not is asked for in few requests, the next as late as can
        // be.
        long trigger = sure(run) ? window * 3 / 4 : window / 8;
        long objectLength = draft.blocks().length();
        if (run.direction() >= 0) {
            long frontier = draft.blocks().coveredUntil(end, end + window);
            long wanted = Math.min(objectLength, end + Math.min(window, frontier - end + draft.room()));
            if (frontier - end > trigger) {
                run.quietUntil(frontier - trigger);
            } else if (worthAsking(frontier - end, wanted - frontier, wanted == objectLength)) {
                draft.window(new ByteRange(end, wanted), window, broad(run));
            }
        } else {
            long frontier = draft.blocks().coveredFrom(position, position - window);
            long wanted = Math.max(0, position - Math.min(window, position - frontier + draft.room()));
            if (position - frontier > trigger) {
                run.quietUntil(frontier + trigger);
            } else if (worthAsking(position - frontier, frontier - wanted, wanted == 0)) {
                draft.window(new ByteRange(wanted, position), window, broad(run));
            }
        }
    }

    /** A request for a few bytes more is not worth sending while there are some left, unless they are the last. */
    private static boolean worthAsking(long left, long more, boolean last) {
        return more >= (left == 0 ? LEAST_FIRST_FORWARD_BYTES / 2 : LEAST_REQUEST_BYTES) || (more > 0 && last);
    }

    /** Whether a run is certain enough to be fetched in several requests at once: it has come some way, further if it has gaps. */
    private boolean sure(Run run) {
        if (settings.pattern().sequential() || run.span() >= MOST_FIRST_FORWARD_BYTES) {
            return true;
        }
        long enough = run.direction() < 0 ? SURE_BACKWARD_BYTES : MOST_FIRST_FORWARD_BYTES / 2;
        return run.dense() && (run.first() < HEAD_BYTES || run.span() >= enough);
    }

    /**
     * Whether a window is asked for in several requests. The first unsure one of a run is not, nor are the first two of a file: that keeps a
     * few seeks to a few requests. A run or file that keeps having them, and one that hops far, is being read faster than one request brings it.
     */
    private boolean broad(Run run) {
        if (sure(run) || run.hop() > FAR_HOP_BYTES || debt.hasBought()) {
            return true;
        }
        boolean again = run.askWindow();
        return run.direction() >= 0 && (unsureWindows++ >= NARROW_WINDOWS || again);
    }

    private long window(Run run, CostEstimate cost) {
        if (settings.pattern().sequential()) {
            return settings.windowBytes();
        }
        long wanted;
        if (!cost.idle()) {
            // A read soon waits longer for a window to arrive than for a request of its own.
            wanted = run.dense() ? Math.max(LEAST_FIRST_FORWARD_BYTES, 8 * run.span()) : run.span();
        } else if (run.direction() >= 0) {
            long first = (long) (FIRST_FORWARD_LATENCIES * cost.latencyBytes());
            wanted = Math.max(
                    Bounds.within(LEAST_FIRST_FORWARD_BYTES, first, MOST_FIRST_FORWARD_BYTES),
                    run.span() * (run.dense() ? 8 : 1));
        } else {
            wanted = Math.max(FIRST_BACKWARD_BYTES, run.dense() ? 8 * run.span() : sparseBackward(run.span()));
        }
        // More than keeps every request busy for a while is memory without speed.
        long enough = Math.max(MOST_FIRST_FORWARD_BYTES, (long) (WINDOW_LATENCIES * cost.latencyBytes() * parallel));
        return Math.min(Math.min(wanted, enough), settings.windowBytes());
    }

    /** A backward run with gaps may end any time: little beyond it until it has come a long way. */
    private static long sparseBackward(long span) {
        return span < MOST_FIRST_FORWARD_BYTES ? Math.min(2 * FIRST_BACKWARD_BYTES, span / 2) : span / 2;
    }

    /** A read that continues nothing: perhaps one of a pattern, perhaps one too many in its region. */
    private void isolated(long position, boolean hit, PlanDraft draft) {
        // Reads that all find their bytes need no prediction: somebody has seen to them already.
        if (!hit || periodic.expecting()) {
            boolean crowded = !draft.cost().idle();
            periodic.expect(
                    draft.scattered(periodic.next(2 * parallel, draft.blocks().length(), crowded)));
        }
        if (hit) {
            debt.hit(position);
        }
        if (hit || periodic.expecting() || (settings.pattern() == ReadPattern.RANDOM && reads < READS_BEFORE_DOUBT)) {
            return;
        }
        // What is owed from before decides: the first miss anywhere is nobody's pattern.
        long room = draft.room(FIRST_BUY_SECONDS, CROWDED_BUY_AMPLIFICATION);
        for (int level = room > 0 ? RegionDebt.levels() - 1 : -1; level >= 0; level--) {
            List<ByteRange> missing = due(level, position, draft);
            // A region that there is no room for yet is paid for in instalments, one at each miss.
            if (!missing.isEmpty() && (room >= LEAST_INSTALMENT_BYTES || Coalescer.total(missing) <= room)) {
                debt.bought(level, position);
                draft.buy(Coalescer.upTo(room, missing, position));
                break;
            }
        }
        debt.charge(position, draft.cost().latencySeconds());
    }

    /**
     * What is missing of a region that is to be bought now; empty where none is. Looks no further than what is owed reaches: a price only grows
     * with what is found, and of a file that has been read all over there are many thousand pieces.
     */
    private List<ByteRange> due(int level, long position, PlanDraft draft) {
        double owed = debt.owed(level, position);
        CostEstimate cost = draft.cost();
        ByteRange region = RegionDebt.region(level, position, draft.blocks().length());
        long least = Math.max(1, region.length() - draft.blocks().heldBytes() - draft.bytes());
        if (!RegionDebt.due(owed, price(1, least, cost))) {
            return List.of();
        }
        // What the plan brings already may be among what is found.
        int taken = draft.requests();
        long[] bytes = {-draft.bytes()};
        List<ByteRange> found = new ArrayList<>();
        boolean all = draft.blocks().holes(region, hole -> {
            found.add(hole);
            bytes[0] += hole.length();
            return RegionDebt.due(owed, price(Math.max(1, found.size() - taken), Math.max(1, bytes[0]), cost));
        });
        List<ByteRange> missing = all ? draft.without(found) : List.of();
        return RegionDebt.due(owed, price(missing.size(), Coalescer.total(missing), cost)) ? missing : List.of();
    }

    /** What fetching so many holes of so many bytes together takes. On a crowded way more requests at once bring nothing sooner. */
    private double price(int holes, long bytes, CostEstimate cost) {
        int atOnce = cost.idle() ? parallel : 1;
        return cost.seconds(bytes, atOnce) + (holes - 1.0) / atOnce * cost.latencySeconds();
    }

    private static void uncovered(ByteRange range, BlockView blocks, List<ByteRange> into) {
        blocks.holes(range, into::add);
    }
}
