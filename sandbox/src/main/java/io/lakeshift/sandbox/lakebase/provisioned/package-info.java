/** The REST surface under /api/2.0/database. */
@NullMarked
package io.lakeshift.sandbox.lakebase.provisioned;

import org.jspecify.annotations.NullMarked;
