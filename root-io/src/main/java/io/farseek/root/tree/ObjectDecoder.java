package io.farseek.root.tree;

import io.farseek.root.codec.CorruptDataException;
import io.farseek.root.column.ByteColumn;
import io.farseek.root.column.Column;
import io.farseek.root.column.IntColumn;
import io.farseek.root.column.ListColumn;
import io.farseek.root.column.LongColumn;
import io.farseek.root.column.RootType.StructType;
import io.farseek.root.column.ShortColumn;
import io.farseek.root.column.StructColumn;
import io.farseek.root.file.Cursor;
import java.io.Serializable;
import java.util.List;

/**
 * Objects of a class described in the file: byte count, version, base classes and members. The version must be the one the description
 * is for, and every byte that the object claims must be used.
 */
final class ObjectDecoder extends RecordDecoder {

    /**
     * One member or base class.
     *
     * @param slot field of the record that it fills, the first one for a base class
     * @param counter field that holds the length of a counted array, or -1
     */
    record Step(Decoder decoder, int slot, int counter) implements Serializable {}

    private final int version;
    private final int checksum;
    private final List<Step> steps;
    private final List<ObjectDecoder> otherVersions;

    /** {@code otherVersions} read the same fields from objects that other versions of the class wrote. */
    ObjectDecoder(StructType type, int version, int checksum, List<Step> steps, List<ObjectDecoder> otherVersions) {
        super(type);
        this.version = version;
        this.checksum = checksum;
        this.steps = List.copyOf(steps);
        this.otherVersions = List.copyOf(otherVersions);
    }

    @Override
    void readInto(Cursor in, StructColumn out, int slot) throws CorruptDataException {
        long header = in.objectHeader();
        ObjectDecoder decoder = select(in, Cursor.version(header));
        int end = Cursor.end(header);
        int limit = in.limit();
        if (end >= 0) {
            in.window(in.position(), end);
        }
        decoder.readSteps(in, out, slot);
        if (end >= 0) {
            if (in.remaining() != 0) {
                throw new CorruptDataException(in.remaining() + " bytes of an object of class " + struct().className()
                        + " were not understood");
            }
            in.window(end, limit);
        }
    }

    /** Reads base classes and members without a header before them. */
    void readSteps(Cursor in, StructColumn out, int slot) throws CorruptDataException {
        for (Step step : steps) {
            if (step.decoder() instanceof RecordDecoder base && isBase(step)) {
                base.readInto(in, out, slot + step.slot());
            } else if (step.counter() >= 0) {
                readCounted(in, step, out, slot);
            } else {
                step.decoder().read(in, out.field(slot + step.slot()));
            }
        }
    }

    private static boolean isBase(Step step) {
        return step.counter() == BASE;
    }

    /** In place of a counter: the step is a base class. */
    static final int BASE = -2;

    private static void readCounted(Cursor in, Step step, StructColumn out, int slot) throws CorruptDataException {
        ListColumn list = (ListColumn) out.field(slot + step.slot());
        boolean present = in.int8() != 0;
        if (present) {
            long count = integer(out.field(slot + step.counter()), list.size());
            int width = Math.max(1, step.decoder().fixedBytes());
            if (count < 0 || count * width > in.remaining()) {
                throw new CorruptDataException(count + " values claimed where " + in.remaining() + " bytes are left");
            }
            step.decoder().readMany(in, (int) count, list.elements());
        }
        list.endList();
    }

    static long integer(Column column, int index) throws CorruptDataException {
        if (column.size() <= index) {
            throw new CorruptDataException("an array before its length");
        }
        if (column instanceof IntColumn ints) {
            return ints.valueInt(index);
        }
        if (column instanceof ShortColumn shorts) {
            return shorts.valueShort(index);
        }
        if (column instanceof ByteColumn bytes) {
            return bytes.valueByte(index);
        }
        if (column instanceof LongColumn longs) {
            return longs.valueLong(index);
        }
        throw new CorruptDataException("an array length that is no integer");
    }

    /** Whether the version that comes next is one of this class. */
    boolean accepts(Cursor in) throws CorruptDataException {
        int stored = in.int16();
        int found = stored <= 0 && in.remaining() >= 4 ? in.int32() : 0;
        if (stored <= 0 ? found == checksum : stored == version) {
            return true;
        }
        return otherVersions.stream().anyMatch(o -> stored <= 0 ? found == o.checksum : stored == o.version);
    }

    private ObjectDecoder select(Cursor in, int stored) throws CorruptDataException {
        int found = stored <= 0 ? in.int32() : 0;
        if (stored <= 0 ? found == checksum : stored == version) {
            return this;
        }
        for (ObjectDecoder other : otherVersions) {
            if (stored <= 0 ? found == other.checksum : stored == other.version) {
                return other;
            }
        }
        throw new CorruptDataException("an object of class " + struct().className() + " was written with "
                + (stored <= 0 ? String.format("checksum %08x", found) : "version " + stored)
                + ", whose description is missing or has other members than that of version " + version);
    }

    /** Reads the class version in front of objects streamed member by member, which must be this one if any object follows. */
    void requireVersion(Cursor in) throws CorruptDataException {
        int stored = in.int16();
        int found = stored <= 0 ? in.int32() : 0;
        boolean same = stored <= 0 ? found == checksum : stored == version;
        if (!same && in.remaining() > 0) {
            throw new CorruptDataException(
                    "objects of class " + struct().className() + " streamed by version " + stored);
        }
    }

    /** Reads {@code count} objects that were streamed member by member. */
    void readMemberWise(Cursor in, int count, Column out) throws CorruptDataException {
        if (count > in.remaining()) {
            throw new CorruptDataException(count + " objects claimed where " + in.remaining() + " bytes are left");
        }
        StructColumn struct = (StructColumn) out;
        if (count > 0) {
            for (Step step : steps) {
                readMemberOfAll(in, step, count, struct, 0);
            }
        }
        struct.endRecords(count);
    }

    private static void readMemberOfAll(Cursor in, Step step, int count, StructColumn struct, int slot)
            throws CorruptDataException {
        if (step.decoder() instanceof ObjectDecoder base && isBase(step)) {
            // a base class has no header here: its members follow in the same way
            for (Step inherited : base.steps) {
                readMemberOfAll(in, inherited, count, struct, slot + step.slot());
            }
        } else if (step.decoder() instanceof RecordDecoder base && isBase(step)) {
            for (int i = 0; i < count; i++) {
                base.readInto(in, struct, slot + step.slot());
            }
        } else if (step.counter() >= 0) {
            for (int i = 0; i < count; i++) {
                readCounted(in, step, struct, slot);
            }
        } else {
            step.decoder().readMembers(in, count, struct.field(slot + step.slot()));
        }
    }
}
