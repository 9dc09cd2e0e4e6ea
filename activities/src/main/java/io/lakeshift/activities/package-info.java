/** Activity implementations. */
@NullMarked
package io.lakeshift.activities;

import org.jspecify.annotations.NullMarked;
