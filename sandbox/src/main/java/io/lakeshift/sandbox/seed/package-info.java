/** What a sandbox holds when it starts. */
@NullMarked
package io.lakeshift.sandbox.seed;

import org.jspecify.annotations.NullMarked;
