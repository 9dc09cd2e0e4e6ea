/** Notebooks as people have them. */
@NullMarked
package io.lakeshift.cli.notebook;

import org.jspecify.annotations.NullMarked;
