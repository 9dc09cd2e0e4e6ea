@NullMarked
package io.lakeshift.workflows.setup;

import org.jspecify.annotations.NullMarked;
