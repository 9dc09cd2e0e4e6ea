/** What both Lakebase control planes share: databases, credentials, synced tables. */
@NullMarked
package io.lakeshift.sandbox.lakebase;

import org.jspecify.annotations.NullMarked;
