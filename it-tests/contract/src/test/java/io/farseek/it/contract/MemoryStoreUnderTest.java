package io.farseek.it.contract;

import org.apache.hadoop.conf.Configuration;

/** The memory store, renaming by copies as S3 does. */
public class MemoryStoreUnderTest implements StoreUnderTest {
    @Override
    public String scheme() {
        return "memory";
    }

    @Override
    public String uri() {
        return "memory://copying";
    }

    @Override
    public void configure(Configuration configuration) {
        configuration.set("fs.memory.impl", "io.farseek.fs.memory.MemoryBulkFileSystem");
        configuration.set("fs.AbstractFileSystem.memory.impl", "io.farseek.fs.memory.MemoryFs");
    }
}
