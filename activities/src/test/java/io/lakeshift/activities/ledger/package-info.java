/** Tests of the ledger on a real PostgreSQL. */
@NullMarked
package io.lakeshift.activities.ledger;

import org.jspecify.annotations.NullMarked;
