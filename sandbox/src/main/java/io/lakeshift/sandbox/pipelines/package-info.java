/** Pipelines, their updates and events. */
@NullMarked
package io.lakeshift.sandbox.pipelines;

import org.jspecify.annotations.NullMarked;
