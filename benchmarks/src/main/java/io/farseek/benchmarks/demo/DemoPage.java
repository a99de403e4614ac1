package io.farseek.benchmarks.demo;

import io.farseek.spark.heatmap.HeatMap;
import io.farseek.spark.heatmap.SvgHeatMap;
import java.util.List;

/** The demo's result as one HTML page that needs nothing else. */
final class DemoPage {
    private static final String STYLE =
            ":root{color-scheme:light dark}body{font-family:sans-serif;max-width:960px;margin:2em auto;"
                    + "padding:0 1em;line-height:1.4}table{border-collapse:collapse;margin:1em 0}td,th{padding:.25em .8em;text-align:right;"
                    + "border-bottom:1px solid #8884}td:first-child,th:first-child{text-align:left}svg{max-width:100%;height:auto}"
                    + ".big{font-size:1.3em}";

    private DemoPage() {}

    static String render(String headline, String setup, Comparison comparison) {
        StringBuilder out = new StringBuilder("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
                .append("<meta name=\"viewport\" content=\"width=device-width\"><title>Farseek demo</title><style>")
                .append(STYLE)
                .append("</style></head><body>\n<h1>Farseek demo</h1>\n<p class=\"big\">")
                .append(escape(headline))
                .append("</p>\n<p>")
                .append(escape(setup))
                .append("</p>\n<h2>Dimuon mass spectrum</h2>\n")
                .append(SvgSpectrum.render(
                        SpectrumCurve.of(comparison.runs().get(0).result().spectrum(), 320)));
        table(out, comparison.peaks());
        out.append("<h2>What reading it cost</h2>\n");
        table(out, comparison.table());
        out.append(
                        "<p>Requests, bytes and first bytes as the store saw them; the other latencies as the connector did,")
                .append(" within a factor of two.</p>\n<h2>Latency over time</h2>\n");
        for (ReadRun run : comparison.runs()) {
            for (HeatMap map : run.heatMaps()) {
                out.append(new SvgHeatMap(960, HeatMap.Measure.FREQUENCY).render(map));
            }
        }
        return out.append("</body></html>\n").toString();
    }

    private static void table(StringBuilder out, List<List<String>> rows) {
        out.append("<table>\n");
        for (int i = 0; i < rows.size(); i++) {
            String cell = i == 0 ? "th" : "td";
            out.append("<tr>");
            rows.get(i)
                    .forEach(text -> out.append('<')
                            .append(cell)
                            .append('>')
                            .append(escape(text))
                            .append("</")
                            .append(cell)
                            .append('>'));
            out.append("</tr>\n");
        }
        out.append("</table>\n");
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
