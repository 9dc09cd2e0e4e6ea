/** The ledger: which units of work exist, which of their steps are done, what was decided; kept in PostgreSQL. */
@NullMarked
package io.lakeshift.activities.ledger;

import org.jspecify.annotations.NullMarked;
