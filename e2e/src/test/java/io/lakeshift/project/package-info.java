/** Checks on the project as a whole: its arrows, its deployment files, its documents. */
@NullMarked
package io.lakeshift.project;

import org.jspecify.annotations.NullMarked;
