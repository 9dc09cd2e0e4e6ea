/** What tables stand on: surveyed, approved, created where missing, and taken away again. */
@NullMarked
package io.lakeshift.workflows.setup;

import org.jspecify.annotations.NullMarked;
