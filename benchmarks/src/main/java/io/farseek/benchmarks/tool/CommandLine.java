package io.farseek.benchmarks.tool;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What a tool of {@code ./farseek bench} was told: options {@code --name value}, flags {@code --name}, and words. Results go where {@code --out}
 * says, which tools that called it {@code --output} take by that name too. What is not understood is an {@link IllegalArgumentException} that
 * names it. Not changed once parsed.
 */
public final class CommandLine {
    private static final String OUT = "--out";
    private static final String EARLIER_OUT = "--output";

    private final Map<String, String> defaults = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> flags = new LinkedHashMap<>();
    private final Set<String> knownWords = new LinkedHashSet<>();
    private final Map<String, String> said = new LinkedHashMap<>();
    private final Map<String, String> preset = new LinkedHashMap<>();
    private final Set<String> raised = new LinkedHashSet<>();
    private final List<String> words = new ArrayList<>();

    /** What the tool takes, as {@code ./farseek} shows it without building anything: the text of that name among the resources. */
    public static String help(String tool) {
        String name = "/io/farseek/benchmarks/help/" + tool + ".txt";
        try (InputStream text = CommandLine.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(text, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the tool is asked what it takes, rather than to do something. */
    public static boolean asksForHelp(List<String> arguments) {
        return arguments.contains("--help") || arguments.contains("-h");
    }

    /**
     * For tools that take nothing: whether to go on. Prints {@code help} where it was asked for; what else was said ends the process with exit code
     * 2, as misuse does everywhere.
     */
    @SuppressWarnings("SystemOut")
    public static boolean goesOn(String tool, String help, String... arguments) {
        if (asksForHelp(List.of(arguments))) {
            System.out.print(help);
            return false;
        }
        try {
            new CommandLine().parse(List.of(arguments));
            return true;
        } catch (IllegalArgumentException misuse) {
            System.err.print("farseek bench " + tool + ": " + misuse.getMessage() + System.lineSeparator() + help);
            System.exit(2);
            return false;
        }
    }

    /** Takes an option; {@code value} holds where it is not given. */
    public CommandLine option(String name, Object value) {
        defaults.put(name, value.toString());
        return this;
    }

    /** Takes where results go. */
    public CommandLine out(String folder) {
        return option(OUT, folder);
    }

    /** Takes a flag. */
    public CommandLine flag(String name) {
        return flag(name, Map.of());
    }

    /** Takes a flag that stands for values of options, where these are not given themselves. */
    public CommandLine flag(String name, Map<String, String> values) {
        flags.put(name, Map.copyOf(values));
        return this;
    }

    /** Takes words that are no options. */
    public CommandLine words(List<String> known) {
        knownWords.addAll(known);
        return this;
    }

    /** Reads what was said; once. */
    public CommandLine parse(List<String> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            String name = argument.equals(EARLIER_OUT) && !defaults.containsKey(EARLIER_OUT) ? OUT : argument;
            Map<String, String> flag = flags.get(name);
            if (flag != null) {
                raised.add(name);
                preset.putAll(flag);
            } else if (defaults.containsKey(name)) {
                if (++i == arguments.size()) {
                    throw new IllegalArgumentException(argument + " needs a value");
                }
                said.put(name, arguments.get(i));
            } else if (argument.startsWith("-") || !knownWords.contains(argument)) {
                throw new IllegalArgumentException("there is no option " + argument
                        + (knownWords.isEmpty() ? "" : "; it takes " + String.join(", ", knownWords)));
            } else {
                words.add(argument);
            }
        }
        return this;
    }

    public boolean has(String flag) {
        return raised.contains(flag);
    }

    /** Whether the option itself was given. */
    public boolean given(String option) {
        return said.containsKey(option);
    }

    public List<String> words() {
        return List.copyOf(words);
    }

    public String text(String option) {
        String value = said.getOrDefault(option, preset.getOrDefault(option, defaults.getOrDefault(option, "")));
        return value.strip();
    }

    /** The parts of a list with commas between them. */
    public List<String> list(String option) {
        return List.of(text(option).split(",", -1));
    }

    /** A whole number within bounds, both included. */
    public long number(String option, long least, long most) {
        return number(option, text(option), least, most);
    }

    /** The same for numbers that others need as {@code int}. */
    public int count(String option, int least, int most) {
        return (int) number(option, least, most);
    }

    /** Whole numbers with commas between them. */
    public List<Integer> counts(String option, int least, int most) {
        return list(option).stream()
                .map(each -> (int) number(option, each, least, most))
                .toList();
    }

    /** One whole number of an option that has several parts. */
    public static long number(String option, String text, long least, long most) {
        try {
            long number = Long.parseLong(text.strip());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notOne) {
            // Said below.
        }
        throw new IllegalArgumentException(option + " " + text + " is not a whole number "
                + (most == Long.MAX_VALUE || most == Integer.MAX_VALUE
                        ? "of at least " + least
                        : "from " + least + " to " + most));
    }

    /** Where results go. */
    public Path out() {
        return Path.of(text(OUT));
    }
}
