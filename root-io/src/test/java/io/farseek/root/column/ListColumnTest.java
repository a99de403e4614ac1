package io.farseek.root.column;

import static org.assertj.core.api.Assertions.assertThat;

import io.farseek.root.column.RootType.ListType;
import io.farseek.root.column.RootType.Primitive;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Lists closed from the bytes that each was stored in. */
final class ListColumnTest {
    private static final int[] WIDTHS = {1, 2, 3, 4, 8, 12};

    private static ListColumn lists(int elements) {
        ListColumn lists = (ListColumn) Column.create(new ListType(Primitive.INT8), 4);
        ByteColumn values = (ByteColumn) lists.elements();
        values.reserve(elements);
        values.filled(elements);
        return lists;
    }

    @Property(tries = 300)
    void boundsBecomeOffsetsOfWholeElementsAndNothingElseDoes(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 200) int count, @ForAll @IntRange(max = 5) int kind) {
        SplittableRandom random = new SplittableRandom(seed);
        int width = WIDTHS[kind];
        int[] bounds = new int[count + 3];
        for (int i = 1; i < bounds.length; i++) {
            bounds[i] = bounds[i - 1] + width * random.nextInt(4);
        }
        int from = random.nextInt(3);
        int to = from + count;
        int total = (bounds[to] - bounds[from]) / width;
        int[] damaged = bounds.clone();
        damaged[from + random.nextInt(count)] += random.nextInt(-3 * width, 3 * width + 1);
        boolean whole = true;
        for (int i = from; i < to; i++) {
            int bytes = damaged[i + 1] - damaged[i];
            whole &= bytes >= 0 && bytes % width == 0;
        }
        whole &= damaged[from] == bounds[from];

        ListColumn lists = lists(7 + total);
        lists.endLists(1, 7);
        assertThat(lists.endLists(bounds, from, to, width)).isTrue();
        assertThat(lists.size()).isEqualTo(1 + count);
        for (int i = 0; i <= count; i++) {
            assertThat(lists.offsets()[1 + i]).isEqualTo(7 + (bounds[from + i] - bounds[from]) / width);
        }

        ListColumn suspect = lists(total);
        assertThat(suspect.endLists(damaged, from, to, width)).isEqualTo(whole);
    }

    @Test
    void boundsFarOffAreNoticed() {
        for (int wrong : new int[] {Integer.MIN_VALUE, Integer.MIN_VALUE + 4, -4, 17, 1 << 30, Integer.MAX_VALUE}) {
            int[] bounds = {0, 8, wrong, 16};
            assertThat(lists(4).endLists(bounds, 0, 3, Integer.BYTES))
                    .as("%s", Arrays.toString(bounds))
                    .isFalse();
        }
    }

    @Test
    void aClearedColumnStartsAgain() {
        ListColumn lists = lists(5);
        lists.endLists(1, 5);
        lists.appendNull();
        int[] offsets = lists.offsets();

        lists.clear();

        assertThat(lists.size()).isZero();
        assertThat(lists.hasNulls()).isFalse();
        assertThat(lists.elements().size()).isZero();
        ((ByteColumn) lists.elements()).append((byte) 3);
        lists.endList();
        assertThat(lists.get(0)).isEqualTo(java.util.List.of((byte) 3));
        assertThat(lists.offsets()).isSameAs(offsets);
    }
}
