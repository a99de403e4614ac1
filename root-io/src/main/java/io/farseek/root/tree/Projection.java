package io.farseek.root.tree;

import io.farseek.root.column.Column;
import io.farseek.root.column.ListColumn;
import io.farseek.root.column.RootType;
import io.farseek.root.column.RootType.Field;
import io.farseek.root.column.RootType.ListType;
import io.farseek.root.column.RootType.StructType;
import io.farseek.root.column.StructColumn;

/** Columns with fewer fields than they were read with, over the same values. */
final class Projection {

    private Projection() {}

    static Column apply(Column column, RootType wanted) {
        if (column.type().equals(wanted)) {
            return column;
        }
        Column result;
        if (column instanceof ListColumn list) {
            ListType type = (ListType) wanted;
            result = new ListColumn(type, apply(list.elements(), type.element()), list.offsets(), list.size());
        } else if (column instanceof StructColumn struct) {
            StructType type = (StructType) wanted;
            StructType stored = (StructType) column.type();
            Column[] fields = new Column[type.fields().size()];
            for (int i = 0; i < fields.length; i++) {
                Field field = type.fields().get(i);
                fields[i] = apply(struct.field(stored.indexOf(field.name())), field.type());
            }
            result = new StructColumn(type, fields, struct.size());
        } else {
            throw new IllegalArgumentException(
                    "a " + RootType.describe(column.type()) + " cannot be read as " + RootType.describe(wanted));
        }
        result.nulls(column.nulls());
        return result;
    }

    /** Fails unless {@code wanted} has only fields that {@code stored} has, with the same types. */
    static void require(String name, RootType stored, RootType wanted) {
        if (stored.equals(wanted)) {
            return;
        }
        if (stored instanceof ListType have && wanted instanceof ListType want && have.length() == want.length()) {
            require(name, have.element(), want.element());
            return;
        }
        if (stored instanceof StructType have && wanted instanceof StructType want) {
            for (Field field : want.fields()) {
                int index = have.indexOf(field.name());
                if (index < 0) {
                    throw new IllegalArgumentException("column '" + name + "' has no field '" + field.name() + "'");
                }
                require(name + '.' + field.name(), have.fields().get(index).type(), field.type());
            }
            return;
        }
        throw new IllegalArgumentException(
                "column '" + name + "' is " + RootType.describe(stored) + ", not " + RootType.describe(wanted));
    }
}
