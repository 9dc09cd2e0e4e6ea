/** Tests of the sandbox through the clients that people use. */
@NullMarked
package io.lakeshift.sandbox;

import org.jspecify.annotations.NullMarked;
