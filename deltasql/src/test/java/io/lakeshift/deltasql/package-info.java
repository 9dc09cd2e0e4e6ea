/** Tests of deltasql:// with Delta Kernel as the engine. */
@NullMarked
package io.lakeshift.deltasql;

import org.jspecify.annotations.NullMarked;
