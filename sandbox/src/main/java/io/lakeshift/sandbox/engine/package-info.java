/** The port to whatever stores and versions the source tables. */
@NullMarked
package io.lakeshift.sandbox.engine;

import org.jspecify.annotations.NullMarked;
