/** The REST surface under /api/2.0/postgres. */
@NullMarked
package io.lakeshift.sandbox.lakebase.autoscaling;

import org.jspecify.annotations.NullMarked;
