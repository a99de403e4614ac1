package io.farseek.benchmarks.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinePlotTest {
    @TempDir
    private Path folder;

    @Test
    void hasTicksThatReadersKnow() {
        assertThat(LinePlot.step(64)).isEqualTo(8);
        assertThat(LinePlot.step(4)).isEqualTo(1);
        assertThat(LinePlot.step(62.5)).isEqualTo(10);
        assertThat(LinePlot.step(16.9)).isEqualTo(5);
        assertThat(LinePlot.step(0.907)).isEqualTo(0.2);
        assertThat(LinePlot.step(2.22)).isEqualTo(0.5);
        assertThat(LinePlot.step(8e9)).isEqualTo(1e9);
    }

    @Test
    void drawsAFitInTheColourOfWhatItFits() throws IOException {
        plot().write(folder, "fig");
        String svg = Files.readString(folder.resolve("fig.svg"));
        assertThat(svg.lines().filter(line -> line.contains("#1f6fb2") && line.contains("dasharray")))
                .hasSize(2);
        assertThat(svg).contains(">16<").contains(">56<").contains("rotate(-90)");
    }

    /** Nothing reaches the edge: no text is cut off. */
    @Test
    void drawsThePictureInsideItsEdges() throws IOException {
        plot().write(folder, "fig");
        Path file = folder.resolve("fig.png");
        if (!Files.exists(file)) {
            return;
        }
        BufferedImage image = ImageIO.read(file.toFile());
        for (int y = 0; y < image.getHeight(); y++) {
            assertThat(image.getRGB(0, y)).isEqualTo(-1);
            assertThat(image.getRGB(image.getWidth() - 1, y)).isEqualTo(-1);
        }
    }

    private static LinePlot plot() {
        TreeMap<Integer, Double> points = new TreeMap<>(Map.of(2, 1.0, 64, 14.97));
        return new LinePlot("Speedup of the dimuon reduction", "task slots", "speedup S(x) = t(x0) / t(x)")
                .with("seek and reopen", points)
                .with("Farseek", points)
                .withFit("Farseek, fitted law", points)
                .withIdeal(points)
                .withPublished("published, 22 TB, by executors", points);
    }
}
