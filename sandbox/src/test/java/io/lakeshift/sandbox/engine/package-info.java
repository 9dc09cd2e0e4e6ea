/** What every engine must do. */
@NullMarked
package io.lakeshift.sandbox.engine;

import org.jspecify.annotations.NullMarked;
