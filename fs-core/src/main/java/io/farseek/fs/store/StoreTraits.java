package io.farseek.fs.store;

/**
 * A store's limits and abilities.
 *
 * @param listPage most entries of one listing page
 * @param deleteBatch most keys of one delete request; 1 where the store has no batch delete
 * @param minPartBytes smallest part but the last of a multipart upload
 * @param maxPartBytes largest part
 * @param maxParts most parts of one upload
 * @param maxPutBytes largest object of a single put
 * @param serverSideRename whether {@link ObjectStore#rename} works
 * @param conditionalCreate whether {@link WriteOptions.Condition.Absent} is honoured by put and complete
 * @param conditionalReplace whether {@link WriteOptions.Condition.Matches} is honoured by put and complete
 */
public record StoreTraits(
        int listPage,
        int deleteBatch,
        long minPartBytes,
        long maxPartBytes,
        int maxParts,
        long maxPutBytes,
        boolean serverSideRename,
        boolean conditionalCreate,
        boolean conditionalReplace) {
    public StoreTraits {
        if (listPage < 1
                || deleteBatch < 1
                || minPartBytes < 1
                || maxPartBytes < minPartBytes
                || maxParts < 1
                || maxPutBytes < 1) {
            throw new IllegalArgumentException("impossible limits: list " + listPage + ", delete " + deleteBatch
                    + ", parts " + minPartBytes + ".." + maxPartBytes + " x " + maxParts + ", put " + maxPutBytes);
        }
    }
}
