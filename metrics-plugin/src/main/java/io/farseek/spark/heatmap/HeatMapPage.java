package io.farseek.spark.heatmap;

import java.util.List;

/** A self-contained HTML page of heat maps, each by calls and by time spent. */
public final class HeatMapPage {
    private static final int WIDTH = 960;

    private HeatMapPage() {}

    public static String render(String title, List<HeatMap> maps) {
        StringBuilder out = new StringBuilder();
        out.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>")
                .append(SvgHeatMap.escape(title))
                .append("</title><style>:root{color-scheme:light dark}body{font-family:sans-serif;max-width:")
                .append(WIDTH)
                .append("px;margin:2em auto}svg{max-width:100%;height:auto}</style></head><body>\n<h1>")
                .append(SvgHeatMap.escape(title))
                .append("</h1>\n");
        for (HeatMap each : maps) {
            for (HeatMap.Measure measure : HeatMap.Measure.values()) {
                out.append("<p>")
                        .append(new SvgHeatMap(WIDTH, measure).render(each))
                        .append("</p>\n");
            }
        }
        return out.append("</body></html>\n").toString();
    }
}
