package io.farseek.benchmarks.peers;

import java.util.List;
import java.util.Locale;

/** Bars of seconds on a logarithmic scale, a group for each row. */
final class PeerPlot {
    private static final List<String> COLOURS =
            List.of("#0b6e4f", "#b5651d", "#c9a227", "#6b7a8f", "#8e4162", "#444444");
    private static final int LEFT = 240;
    private static final int WIDTH = 640;
    private static final int BAR = 12;
    private static final double LEAST_SECONDS = 0.05;
    private static final double MOST_SECONDS = 50;

    private final PeerOptions options;
    private final List<Measurement> measurements;

    PeerPlot(PeerOptions options, List<Measurement> measurements) {
        this.options = options;
        this.measurements = measurements;
    }

    String svg() {
        int group = options.peers().size() * BAR + 10;
        int height = 60 + options.rows().size() * group;
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\" font-size=\"11\">%n"
                        + "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n",
                LEFT + WIDTH + 80,
                height));
        for (int i = 0; i < options.peers().size(); i++) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<rect x=\"%d\" y=\"8\" width=\"10\" height=\"10\" fill=\"%s\"/><text x=\"%d\" y=\"17\">%s</text>%n",
                    10 + i * 185,
                    colour(i),
                    24 + i * 185,
                    options.peers().get(i).title()));
        }
        for (double tick : new double[] {0.1, 1, 10}) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<line x1=\"%1$.1f\" x2=\"%1$.1f\" y1=\"34\" y2=\"%2$d\" stroke=\"#ddd\"/><text x=\"%1$.1f\" y=\"32\" fill=\"#666\">%3$s s</text>%n",
                    LEFT + length(tick),
                    height - 10,
                    tick < 1 ? "0.1" : String.valueOf((int) tick)));
        }
        for (int r = 0; r < options.rows().size(); r++) {
            row(options.rows().get(r), 40 + r * group, svg);
        }
        return svg.append("</svg>\n").toString();
    }

    private void row(Row row, int top, StringBuilder svg) {
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>%n",
                LEFT - 8,
                top + options.peers().size() * BAR / 2 + 4,
                row.title()));
        for (int i = 0; i < options.peers().size(); i++) {
            Peer peer = options.peers().get(i);
            for (Measurement each : measurements) {
                if (each.row().equals(row) && each.peer().equals(peer)) {
                    boolean failed = each.failure() != null;
                    double length = failed ? 0 : length(each.seconds());
                    svg.append(String.format(
                            Locale.ROOT,
                            "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/><text x=\"%.1f\" y=\"%d\">%s</text>%n",
                            LEFT,
                            top + i * BAR,
                            length,
                            BAR - 2,
                            colour(i),
                            LEFT + length + 4,
                            top + i * BAR + 9,
                            failed ? "fails" : String.format(Locale.ROOT, "%.2f", each.seconds())));
                }
            }
        }
    }

    private static String colour(int peer) {
        return COLOURS.get(peer % COLOURS.size());
    }

    private static double length(double seconds) {
        double within = Math.max(LEAST_SECONDS, Math.min(MOST_SECONDS, seconds));
        return WIDTH * Math.log(within / LEAST_SECONDS) / Math.log(MOST_SECONDS / LEAST_SECONDS);
    }
}
