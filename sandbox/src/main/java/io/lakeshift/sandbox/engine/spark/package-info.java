/** Source tables as real Delta tables, kept by a real Spark in a JVM of its own. */
@NullMarked
package io.lakeshift.sandbox.engine.spark;

import org.jspecify.annotations.NullMarked;
