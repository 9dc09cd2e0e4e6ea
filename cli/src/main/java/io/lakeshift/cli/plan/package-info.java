/** Plan files: reading them strictly, with messages that name the place and the nearest right spelling. */
@NullMarked
package io.lakeshift.cli.plan;

import org.jspecify.annotations.NullMarked;
