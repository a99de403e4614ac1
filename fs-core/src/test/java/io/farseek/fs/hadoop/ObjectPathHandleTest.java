package io.farseek.fs.hadoop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farseek.fs.store.ObjectStat;
import java.io.IOException;
import java.util.Map;
import org.apache.hadoop.fs.InvalidPathHandleException;
import org.junit.jupiter.api.Test;

/** What tells one version of a file from another in a handle. */
class ObjectPathHandleTest {
    private static ObjectStat stat(long length, long modifiedMillis, String etag) {
        return new ObjectStat("a/file", length, modifiedMillis, etag, Map.of());
    }

    private static ObjectPathHandle handle(ObjectStat stat) {
        return new ObjectPathHandle(stat, true);
    }

    @Test
    void aVersionHasOneHandleWheneverItIsLookedAt() {
        assertThat(handle(stat(7, 1000, "one")).bytes())
                .isEqualTo(handle(stat(7, 2000, "one")).bytes())
                .isNotEqualTo(handle(stat(7, 1000, "two")).bytes());
        assertThat(handle(stat(7, 1000, "")).bytes())
                .isNotEqualTo(handle(stat(7, 2000, "")).bytes());
    }

    @Test
    void aHandleReadAgainFindsItsVersionOnly() throws IOException {
        ObjectPathHandle tagged =
                ObjectPathHandle.of(() -> handle(stat(7, 1000, "one")).bytes());
        tagged.check(stat(7, 2000, "one"));
        assertThatThrownBy(() -> tagged.check(stat(7, 1000, "two"))).isInstanceOf(InvalidPathHandleException.class);
        ObjectPathHandle untagged =
                ObjectPathHandle.of(() -> handle(stat(7, 1000, "")).bytes());
        untagged.check(stat(7, 1000, ""));
        assertThatThrownBy(() -> untagged.check(stat(7, 2000, ""))).isInstanceOf(InvalidPathHandleException.class);
    }
}
