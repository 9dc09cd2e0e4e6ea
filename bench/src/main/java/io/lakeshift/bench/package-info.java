/** Benchmarks. */
@NullMarked
package io.lakeshift.bench;

import org.jspecify.annotations.NullMarked;
