/** What the tests of this module share. */
@NullMarked
package io.lakeshift.activities.testing;

import org.jspecify.annotations.NullMarked;
