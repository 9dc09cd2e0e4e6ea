/** The audit chain: who asked, did, approved or refused what; append-only, each row carrying the hash of the one before. */
@NullMarked
package io.lakeshift.activities.audit;

import org.jspecify.annotations.NullMarked;
