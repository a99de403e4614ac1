package io.farseek.root.file;

import io.farseek.root.codec.CorruptDataException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The class descriptions known for a file: those it stores, and ROOT's own tree classes for files that store none. */
public final class Streamers {

    private final Map<String, List<ClassInfo>> classes = new HashMap<>();

    private Streamers() {}

    static Streamers builtIn() {
        Streamers streamers = new Streamers();
        for (ClassInfo info : BuiltInClasses.all()) {
            streamers.add(info);
        }
        return streamers;
    }

    private void add(ClassInfo info) {
        classes.computeIfAbsent(info.name(), name -> new ArrayList<>()).add(0, info);
    }

    /** Reads the streamer information record of a file; what it says wins over what is built in. */
    static Streamers read(Cursor in) throws CorruptDataException {
        Streamers streamers = builtIn();
        for (StreamedObject object : new StreamerInfoReader(in).read()) {
            streamers.add(StreamerInfoReader.classInfo(object));
        }
        return streamers;
    }

    /** Every version of a class; empty when the class is unknown. */
    public List<ClassInfo> versions(String className) {
        return classes.getOrDefault(className, List.of());
    }

    /** The class at that version, or null. */
    public @Nullable ClassInfo find(String className, int version) {
        for (ClassInfo info : versions(className)) {
            if (info.version() == version) {
                return info;
            }
        }
        return null;
    }

    /** The class with that checksum, which is how classes without a version number are told apart; null when unknown. */
    public @Nullable ClassInfo findByChecksum(String className, int checksum) {
        for (ClassInfo info : versions(className)) {
            if (info.checksum() == checksum) {
                return info;
            }
        }
        return null;
    }

    /** The newest known version of the class, or null. */
    public @Nullable ClassInfo newest(String className) {
        ClassInfo newest = null;
        for (ClassInfo info : versions(className)) {
            if (newest == null || info.version() > newest.version()) {
                newest = info;
            }
        }
        return newest;
    }

    public Iterable<String> classNames() {
        return classes.keySet().stream().sorted().toList();
    }
}
