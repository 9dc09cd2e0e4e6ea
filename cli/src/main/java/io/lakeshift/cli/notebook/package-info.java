/** Reads the configuration of a migration notebook, without running any of it, and writes it as a plan. */
@NullMarked
package io.lakeshift.cli.notebook;

import org.jspecify.annotations.NullMarked;
