package io.farseek.root.tree;

import io.farseek.root.codec.CorruptDataException;
import io.farseek.root.column.Column;
import io.farseek.root.column.RootType.StructType;
import io.farseek.root.file.Cursor;

/**
 * Objects behind pointers: null, or a class tag and the object. Only the declared class is read, since a column has one type; another
 * class, or a pointer to an object that was written before, fails.
 */
final class PointerDecoder extends Decoder {

    private static final int NEW_CLASS = 0xFFFFFFFF;
    private static final int CLASS_MASK = 0x80000000;
    private static final int BYTE_COUNT_MASK = 0x40000000;
    private static final int REFERENCE_OFFSET = 2;

    private final RecordDecoder target;

    PointerDecoder(RecordDecoder target) {
        super(target.type());
        this.target = target;
    }

    @Override
    void read(Cursor in, Column out) throws CorruptDataException {
        int word = in.int32();
        int end = -1;
        int tag = word;
        if (word != NEW_CLASS && (word & BYTE_COUNT_MASK) != 0) {
            end = in.position() + (word & ~BYTE_COUNT_MASK);
            tag = in.int32();
        }
        if (tag == 0) {
            out.appendNull();
            return;
        }
        if ((tag & CLASS_MASK) == 0) {
            throw new CorruptDataException("a pointer to an object that another pointer holds");
        }
        String className = tag == NEW_CLASS ? in.zeroTerminated() : classAt(in, (tag & ~CLASS_MASK) - REFERENCE_OFFSET);
        String declared = ((StructType) target.type()).className();
        if (!className.equals(declared)) {
            throw new CorruptDataException("a pointer to " + declared + " that holds a " + className);
        }
        target.read(in, out);
        if (end >= 0 && in.position() != end) {
            throw new CorruptDataException(
                    "an object of class " + className + " ends at " + in.position() + " instead of " + end);
        }
    }

    /** The class name that was written where a class tag points, counted from the start of the record. */
    private static String classAt(Cursor in, int reference) throws CorruptDataException {
        int position = reference - (in.reference() - in.position());
        Cursor there = new Cursor(in.data(), 0, in.limit(), 0);
        there.seek(Math.max(0, position));
        if (position < 0 || there.int32() != NEW_CLASS) {
            throw new CorruptDataException("a class tag that points to no class");
        }
        return there.zeroTerminated();
    }
}
