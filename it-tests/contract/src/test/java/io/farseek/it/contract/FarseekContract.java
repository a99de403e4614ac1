package io.farseek.it.contract;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.contract.AbstractBondedFSContract;

/** The contract of the store under test. */
final class FarseekContract extends AbstractBondedFSContract {
    FarseekContract(Configuration configuration) {
        super(configuration);
        StoreUnderTest store = StoreUnderTest.current();
        store.configure(configuration);
        configuration.set("fs.contract.test.fs." + store.scheme(), store.uri());
        addConfResource("contract/" + store.scheme() + ".xml");
    }

    @Override
    public String getScheme() {
        return StoreUnderTest.current().scheme();
    }

    @Override
    public Path getTestPath() {
        return new Path("/contract");
    }
}
