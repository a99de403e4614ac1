package io.farseek.root.tree;

import io.farseek.root.column.RootType.Primitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A C++ type name taken apart: {@code map<string,vector<int> >} is a map of two arguments. {@code std::} and const are dropped. */
record CppType(String name, List<CppType> arguments, boolean pointer, String text) {

    private static final Map<String, Primitive> PRIMITIVES = Map.ofEntries(
            Map.entry("bool", Primitive.BOOL),
            Map.entry("Bool_t", Primitive.BOOL),
            Map.entry("char", Primitive.INT8),
            Map.entry("Char_t", Primitive.INT8),
            Map.entry("signed char", Primitive.INT8),
            Map.entry("int8_t", Primitive.INT8),
            Map.entry("unsigned char", Primitive.UINT8),
            Map.entry("UChar_t", Primitive.UINT8),
            Map.entry("Byte_t", Primitive.UINT8),
            Map.entry("uint8_t", Primitive.UINT8),
            Map.entry("short", Primitive.INT16),
            Map.entry("Short_t", Primitive.INT16),
            Map.entry("int16_t", Primitive.INT16),
            Map.entry("unsigned short", Primitive.UINT16),
            Map.entry("UShort_t", Primitive.UINT16),
            Map.entry("uint16_t", Primitive.UINT16),
            Map.entry("int", Primitive.INT32),
            Map.entry("Int_t", Primitive.INT32),
            Map.entry("int32_t", Primitive.INT32),
            Map.entry("unsigned int", Primitive.UINT32),
            Map.entry("unsigned", Primitive.UINT32),
            Map.entry("UInt_t", Primitive.UINT32),
            Map.entry("uint32_t", Primitive.UINT32),
            Map.entry("long", Primitive.INT64),
            Map.entry("Long_t", Primitive.INT64),
            Map.entry("long long", Primitive.INT64),
            Map.entry("Long64_t", Primitive.INT64),
            Map.entry("int64_t", Primitive.INT64),
            Map.entry("unsigned long", Primitive.UINT64),
            Map.entry("ULong_t", Primitive.UINT64),
            Map.entry("unsigned long long", Primitive.UINT64),
            Map.entry("ULong64_t", Primitive.UINT64),
            Map.entry("uint64_t", Primitive.UINT64),
            Map.entry("size_t", Primitive.UINT64),
            Map.entry("float", Primitive.FLOAT32),
            Map.entry("Float_t", Primitive.FLOAT32),
            Map.entry("double", Primitive.FLOAT64),
            Map.entry("Double_t", Primitive.FLOAT64));

    static CppType parse(String text) {
        String plain = text.trim();
        boolean pointer = plain.endsWith("*");
        while (plain.endsWith("*") || plain.endsWith("&")) {
            plain = plain.substring(0, plain.length() - 1).trim();
        }
        if (plain.startsWith("const ")) {
            plain = plain.substring(6).trim();
        }
        if (plain.startsWith("std::")) {
            plain = plain.substring(5);
        }
        int open = plain.indexOf('<');
        if (open < 0 || !plain.endsWith(">")) {
            return new CppType(plain, List.of(), pointer, plain);
        }
        List<CppType> arguments = new ArrayList<>();
        int depth = 0;
        int from = open + 1;
        for (int i = open; i < plain.length(); i++) {
            char c = plain.charAt(i);
            if (c == '<' || c == '(') {
                depth++;
            } else if (c == '>' || c == ')') {
                depth--;
            }
            if ((c == ',' && depth == 1) || (c == '>' && depth == 0)) {
                arguments.add(parse(plain.substring(from, i)));
                from = i + 1;
            }
        }
        return new CppType(plain.substring(0, open).trim(), List.copyOf(arguments), pointer, plain);
    }

    @Nullable Primitive primitive() {
        return pointer ? null : PRIMITIVES.get(name);
    }

    boolean isString() {
        return name.equals("string") || name.equals("TString") || name.equals("basic_string");
    }

    /** A collection streamed as a count and its elements. */
    boolean isSequence() {
        return switch (name) {
            case "vector",
                    "list",
                    "deque",
                    "forward_list",
                    "set",
                    "multiset",
                    "unordered_set",
                    "unordered_multiset",
                    "ROOT::VecOps::RVec",
                    "ROOT::RVec" -> !arguments.isEmpty();
            default -> false;
        };
    }

    boolean isMap() {
        return switch (name) {
            case "map", "multimap", "unordered_map", "unordered_multimap" -> arguments.size() >= 2;
            default -> false;
        };
    }

    boolean isPair() {
        return name.equals("pair") && arguments.size() == 2;
    }
}
