/** Files in volumes. */
@NullMarked
package io.lakeshift.sandbox.files;

import org.jspecify.annotations.NullMarked;
