package io.farseek.it.contract;

/** The memory store with a rename of its own, as OCI has. */
public final class RenamingMemoryStoreUnderTest extends MemoryStoreUnderTest {
    @Override
    public String uri() {
        return "memory://renaming";
    }
}
