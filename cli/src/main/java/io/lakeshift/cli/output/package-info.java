/** How results are shown: tables for people, JSON for programs. */
@NullMarked
package io.lakeshift.cli.output;

import org.jspecify.annotations.NullMarked;
