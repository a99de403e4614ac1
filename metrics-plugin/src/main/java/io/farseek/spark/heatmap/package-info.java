/** Latency over time as a picture: in a terminal, as SVG, and as the records PyLatencyMap reads. Needs the JDK only. */
@NullMarked
package io.farseek.spark.heatmap;

import org.jspecify.annotations.NullMarked;
