package io.lakeshift.bench;

/**
 * What a generated log looks like. The same shape gives the same bytes.
 *
 * @param commits number of commits, from version 0
 * @param addsPerCommit new files of an ordinary commit
 * @param removeFraction removes per add of an ordinary commit
 * @param deletionVectorFraction the part of these removes that deletes rows by a deletion vector instead
 * @param optimizeEvery each n-th commit rewrites up to ten files into one, without changing data
 * @param txnEvery each n-th commit carries a txn action
 * @param schemaChangeEvery each n-th commit adds a nullable column
 */
record LogShape(
        int commits,
        int addsPerCommit,
        double removeFraction,
        double deletionVectorFraction,
        int optimizeEvery,
        int txnEvery,
        int schemaChangeEvery,
        long seed) {

    LogShape {
        if (commits < 1 || addsPerCommit < 1 || removeFraction < 0 || removeFraction > 1) {
            throw new IllegalArgumentException("A log has commits, adds, and at most one remove per add");
        }
    }

    static LogShape of(int adds, int commits) {
        return new LogShape(commits, Math.max(1, adds / commits), 0.3, 0, 50, 5, 400, 42);
    }

    LogShape withRemoves(double fraction, double byDeletionVector) {
        return new LogShape(
                commits, addsPerCommit, fraction, byDeletionVector, optimizeEvery, txnEvery, schemaChangeEvery, seed);
    }

    LogShape withSeed(long newSeed) {
        return new LogShape(
                commits,
                addsPerCommit,
                removeFraction,
                deletionVectorFraction,
                optimizeEvery,
                txnEvery,
                schemaChangeEvery,
                newSeed);
    }

    int expectedFiles() {
        return commits * addsPerCommit;
    }
}
