/** The embedded stack: PostgreSQL and a Temporal service of this user's own, found or started, shared and ended. */
@NullMarked
package io.lakeshift.cli.stack;

import org.jspecify.annotations.NullMarked;
