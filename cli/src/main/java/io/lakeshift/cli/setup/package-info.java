/** Setting up what tables stand on, from the command line. */
@NullMarked
package io.lakeshift.cli.setup;

import org.jspecify.annotations.NullMarked;
