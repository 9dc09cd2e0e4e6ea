/** Tests of the audit on a real PostgreSQL. */
@NullMarked
package io.lakeshift.activities.audit;

import org.jspecify.annotations.NullMarked;
