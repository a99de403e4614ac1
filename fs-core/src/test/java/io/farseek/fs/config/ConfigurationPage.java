package io.farseek.fs.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * {@code docs/configuration.md}, generated from the constants: every module owns one section, checks it in a test and, run with
 * {@code -Dfarseek.writePages=true}, writes it.
 */
public final class ConfigurationPage {
    private static final String NAME = "docs/configuration.md";

    private ConfigurationPage() {}

    /**
     * Compares, or writes, one section.
     *
     * @param section its name in the page's markers, such as {@code s3}
     * @param heading its heading
     */
    public static void check(String section, String heading, List<ConfigKey<?>> keys) throws IOException {
        Path page = page();
        String text = Files.readString(page);
        String begin = "<!-- begin " + section + " -->\n";
        String end = "<!-- end " + section + " -->\n";
        int from = text.indexOf(begin);
        int to = text.indexOf(end);
        String wanted = section(heading, keys);
        if (Boolean.getBoolean("farseek.writePages")) {
            String written = from < 0
                    ? text + "\n" + begin + wanted + end
                    : text.substring(0, from) + begin + wanted + text.substring(to);
            Files.writeString(page, written);
            return;
        }
        String found = from < 0 || to < from ? "" : text.substring(from + begin.length(), to);
        if (!found.equals(wanted)) {
            throw new AssertionError(NAME + ", section " + section
                    + ", differs from the constants. Run this test with -Dfarseek.writePages=true and commit the page. Wanted:\n"
                    + wanted + "\nFound:\n" + found);
        }
    }

    private static Path page() {
        Path module = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
        for (Path at = module; at != null; at = at.getParent()) {
            if (Files.exists(at.resolve(NAME))) {
                return at.resolve(NAME);
            }
        }
        throw new IllegalStateException("no " + NAME + " above " + module);
    }

    static String section(String heading, List<ConfigKey<?>> keys) {
        return "## " + heading + "\n\n| key | default | values | what it does |\n|---|---|---|---|\n"
                + keys.stream().map(ConfigurationPage::row).collect(Collectors.joining()) + "\n";
    }

    private static String row(ConfigKey<?> key) {
        String values = key.typeName() + (key.allowed().isEmpty() ? "" : ": " + key.allowed());
        String others = key.fallbacks().isEmpty()
                ? ""
                : " Else read from "
                        + key.fallbacks().stream()
                                .map(each -> "`" + each.key() + "`")
                                .collect(Collectors.joining(", "))
                        + ".";
        String byDefault = key.defaultText();
        return "| `" + key.fullName() + "` | " + (byDefault == null || byDefault.isEmpty() ? "" : "`" + byDefault + "`")
                + " | " + values.replace("|", "\\|") + " | " + key.sentence() + others + " |\n";
    }
}
