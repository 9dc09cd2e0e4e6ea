/** Vocabulary that all workflows share. */
@NullMarked
package io.lakeshift.workflows;

import org.jspecify.annotations.NullMarked;
