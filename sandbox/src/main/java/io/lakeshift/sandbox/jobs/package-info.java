/** Jobs and runs. */
@NullMarked
package io.lakeshift.sandbox.jobs;

import org.jspecify.annotations.NullMarked;
