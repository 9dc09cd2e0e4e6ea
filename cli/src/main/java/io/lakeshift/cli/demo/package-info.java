/** The demo: the whole life of a migration on three real tables. */
@NullMarked
package io.lakeshift.cli.demo;

import org.jspecify.annotations.NullMarked;
