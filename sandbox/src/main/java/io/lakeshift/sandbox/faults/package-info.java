/** Scripted misbehaviour per method, path and n-th call. */
@NullMarked
package io.lakeshift.sandbox.faults;

import org.jspecify.annotations.NullMarked;
